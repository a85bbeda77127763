import type { Command } from 'commander';
import { table } from '../output.ts';
import type { CommandContext } from '../context.ts';
import { wholeNumber } from '../whole-number.ts';
import { inWords, timeInWords } from '../words.ts';

type Options = { readonly limit: number };

export const outbox = {
  configure: (command: Command): Command =>
    command.option('--limit <n>', 'how many at most, up to 1000', wholeNumber, 200),

  async run(context: CommandContext, options: Options): Promise<number> {
    return context.withSession(async ({ client }) => {
      const answer = await client.actions.list({ limit: Math.max(1, Math.min(options.limit, 1_000)) });
      context.output.answer(answer, () => [
        ...table(
          answer.actions.map((action) => [
            timeInWords(action.updatedAt),
            action.action,
            action.state,
            action.reference ?? '-',
            action.partner,
            action.to === null ? action.issueTitle : `${action.issueTitle}, to ${action.to.name}`,
            action.error === null ? (action.waitsFor ?? action.remark ?? '') : inWords(action.error),
          ]),
        ),
        answer.byState.map(({ state, count }) => `${count} ${state}`).join(', ') || 'The outbox is empty.',
      ]);
      return 0;
    });
  },
};
