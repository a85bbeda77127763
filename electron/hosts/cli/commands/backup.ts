import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export const backup = {
  configure: (command: Command): Command => command.argument('<file>', 'where to write the copy; must not exist yet'),

  async run(context: CommandContext, file: string): Promise<number> {
    return context.withSession(async ({ client }) => {
      const result = await client.system.backup({ path: resolve(file) });
      context.output.answer(result, () => [`${result.bytes} bytes written to ${result.path}. It contains no secrets.`]);
      return 0;
    });
  },
};
