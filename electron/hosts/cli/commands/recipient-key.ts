import type { Command } from 'commander';
import { z } from 'zod';
import { CommandError } from '../fail.ts';
import type { CommandContext } from '../context.ts';
import { readSecretFile } from '../read-secret-file.ts';

type Options = { readonly secrets?: string; readonly yes: boolean };

export const recipientKey = {
  configure: (command: Command): Command =>
    command
      .argument('<verb>', 'show, set or new')
      .option('--secrets <file>', 'with set: what show --json gave, or - to read it from standard input')
      .option('--yes', 'with set and new: although messages to people were sent under another one', false),

  async run(context: CommandContext, verb: string, { secrets, yes }: Options): Promise<number> {
    if (verb !== 'show' && verb !== 'set' && verb !== 'new') {
      throw new CommandError(`There is no "recipient-key ${verb}".`, {
        exitCode: 2,
        next: 'There are show, set, new.',
      });
    }
    if ((verb === 'set') !== (secrets !== undefined)) {
      throw new CommandError('set, and set alone, needs --secrets FILE.', {
        exitCode: 2,
        next: 'gridline recipient-key show --json gives the file, at a desk that has the key.',
      });
    }
    const key = secrets === undefined ? null : await readKey(secrets);
    const { output } = context;
    return context.withSession(async ({ client }) => {
      if (verb === 'show') {
        const answer = await client.system.recipientKey();
        output.answer(answer, () => [answer.key]);
        output.remark(
          'This is a secret: whoever has it can tell from a message’s key whom it went to. Give it to desks of your team alone.',
        );
        return 0;
      }
      await client.system.setRecipientKey({ key, anyway: yes });
      output.answer({ changed: true }, () => [
        'It is set. Desks that have the same one send one message to one person, whichever of them was asked.',
      ]);
      return 0;
    });
  },
};

const keySchema = z.object({ key: z.string().min(1) });

async function readKey(source: string): Promise<string> {
  const parsed = keySchema.safeParse(await readSecretFile(source));
  if (parsed.success) return parsed.data.key;
  throw new CommandError('The file must hold a JSON object: {"key": "..."}.', { exitCode: 2 });
}
