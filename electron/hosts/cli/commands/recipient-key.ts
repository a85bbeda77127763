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
      .option('--yes', 'with set and new: even if messages were already sent under another key', false),

  async run(context: CommandContext, verb: string, { secrets, yes }: Options): Promise<number> {
    if (verb !== 'show' && verb !== 'set' && verb !== 'new') {
      throw new CommandError(`There is no "recipient-key ${verb}".`, {
        exitCode: 2,
        next: 'Use show, set or new.',
      });
    }
    if ((verb === 'set') !== (secrets !== undefined)) {
      throw new CommandError('--secrets FILE goes with set, and only with set.', {
        exitCode: 2,
        next: 'On a desk that has the key, gridline recipient-key show --json prints the file.',
      });
    }
    const key = secrets === undefined ? null : await readKey(secrets);
    const { output } = context;
    return context.withSession(async ({ client }) => {
      if (verb === 'show') {
        const answer = await client.system.recipientKey();
        output.answer(answer, () => [answer.key]);
        output.remark(
          'This is a secret: anyone who has it can tell from a message’s key who it went to. Share it only with your team’s desks.',
        );
        return 0;
      }
      await client.system.setRecipientKey({ key, anyway: yes });
      output.answer({ changed: true }, () => [
        'The key is set. Desks with the same key send a person one message, whichever desk was asked.',
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
