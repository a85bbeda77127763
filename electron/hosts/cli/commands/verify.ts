import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export const verify = {
  configure: (command: Command): Command => command,

  async run(context: CommandContext): Promise<number> {
    return context.withSession(async ({ client }) => {
      const result = await client.system.verify();
      context.output.answer(result, () => [
        ...result.problems.map((problem) => `${problem.code}: ${problem.message}`),
        ...(result.erased === 0
          ? []
          : [`Erased: ${result.erased === 1 ? 'one text' : `${result.erased} texts`} about people.`]),
        ...(result.removed === 0
          ? []
          : [`Removed: ${result.removed === 1 ? 'one event' : `${result.removed} events`} whose time was over.`]),
        result.ok
          ? `${result.events} events and ${result.issues} issues: the journal’s chain is intact, and a rebuild gives the same result.`
          : `${result.problems.length} problems in ${result.events} events and ${result.issues} issues.`,
      ]);
      return result.ok ? 0 : 1;
    });
  },
};
