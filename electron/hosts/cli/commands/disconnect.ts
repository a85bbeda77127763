import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export const disconnect = {
  configure: (command: Command): Command => command.argument('<connection>', 'its id, as gridline connect lists it'),

  async run(context: CommandContext, connection: string): Promise<number> {
    return context.withSession(async ({ client }) => {
      const state = await client.connections.disconnect({ connection });
      context.output.answer(state, () => [
        `${state.name} is disconnected. Its settings and secrets are gone; its history stays.`,
      ]);
      return 0;
    });
  },
};
