import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export const disconnect = {
  configure: (command: Command): Command => command.argument('<connector>', 'e.g. salesforce'),

  async run(context: CommandContext, connector: string): Promise<number> {
    return context.withSession(async ({ client }) => {
      const state = await client.connections.disconnect({ connector });
      context.output.answer(state, () => [
        `${state.name} is disconnected. Its settings and secrets are gone; its history stays.`,
      ]);
      return 0;
    });
  },
};
