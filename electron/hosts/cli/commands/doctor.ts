import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export const doctor = {
  configure: (command: Command): Command => command,

  async run(context: CommandContext): Promise<number> {
    return context.withSession(async ({ client }) => {
      const result = await client.system.doctor();
      context.output.answer(result, () =>
        result.checks.flatMap((check) => [
          `${check.ok ? 'ok    ' : 'WRONG '} ${check.name}: ${check.message}`,
          ...(check.next === null ? [] : [`        ${check.next}`]),
        ]),
      );
      return result.ok ? 0 : 1;
    });
  },
};
