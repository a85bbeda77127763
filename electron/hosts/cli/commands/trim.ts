import type { Command } from 'commander';
import { confirm } from '../confirm.ts';
import { stillHeld } from './erase.ts';
import type { CommandContext } from '../context.ts';
import { moment } from '../moment.ts';
import { counted, timeInWords } from '../words.ts';

type Options = { readonly before: number; readonly yes: boolean; readonly dryRun: boolean };

export const trim = {
  configure: (command: Command): Command =>
    command
      .requiredOption(
        '--before <time>',
        'remove what is finished and was recorded before this, e.g. 2026-01-01',
        moment,
      )
      .option('--yes', 'remove without asking', false)
      .option('--dry-run', 'only count what would be removed', false),

  async run(context: CommandContext, { before, yes, dryRun }: Options): Promise<number> {
    const { output } = context;
    return context.withSession(async ({ client }) => {
      output.remark('Counting what can be removed…');
      const found = await client.system.trim({ before, rehearse: true });
      const what = `${counted(found.events, 'event')} and ${counted(found.issues, 'issue')} from before ${timeInWords(before)}`;
      if (dryRun || found.events === 0) {
        output.answer({ trimmed: false, before, ...found }, () => [
          found.events === 0 ? 'There is nothing to remove from before then.' : `${what} would be removed.`,
        ]);
        return 0;
      }
      const answer = yes ? true : await confirm(`Remove ${what} for good?`);
      if (answer !== true) {
        output.answer({ trimmed: false, before, ...found }, () => [`${what} would be removed. Nothing was removed.`]);
        if (answer === null) output.remark('Add --yes to remove them.');
        return 1;
      }
      const trimmed = await client.system.trim({ before, rehearse: false });
      output.answer({ trimmed: true, before, ...trimmed }, () => [
        `${what} were removed. gridline verify can still check the journal’s chain.`,
        ...(trimmed.held ? [stillHeld] : []),
        'Earlier backups still contain them. If a feed delivers them again, they are ignored.',
      ]);
      return 0;
    });
  },
};
