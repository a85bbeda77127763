import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { CommandError } from '../fail.ts';

type Options = { readonly name?: string; readonly email?: string };

export const me = {
  configure: (command: Command): Command =>
    command
      .option('--name <name>', 'as it is shown next to what you do')
      .option('--email <address>', 'as chats and other systems know you'),

  async run(context: CommandContext, options: Options): Promise<number> {
    return context.withSession(async ({ client }) => {
      let answer = await client.me.get();
      if (options.name !== undefined || options.email !== undefined) {
        const { name = answer.told ? answer.name : undefined, email = answer.email ?? undefined } = options;
        if (name === undefined || email === undefined) {
          throw new CommandError('Give both --name and --email the first time.', { exitCode: 2 });
        }
        answer = await client.me.set({ name, email });
      }
      context.output.answer(answer, () => [
        answer.email === null
          ? `You are ${answer.name}, this machine’s user.`
          : `You are ${answer.name}, ${answer.email}.`,
        ...(answer.told ? [] : ['Say who you are with gridline me --name NAME --email ADDRESS.']),
      ]);
      return 0;
    });
  },
};
