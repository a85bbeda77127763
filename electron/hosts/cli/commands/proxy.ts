import type { Command } from 'commander';
import { z } from 'zod';
import { parseProxy } from '../../lib/network/proxy-address.ts';
import { CommandError } from '../fail.ts';
import type { CommandContext } from '../context.ts';
import { readSecretFile } from '../read-secret-file.ts';

type Options = { readonly secrets?: string };

export const proxy = {
  configure: (command: Command): Command =>
    command
      .argument('[choice]', 'an address such as http://proxy.acme.example:8080, or auto, or none')
      .option('--secrets <file>', 'a JSON file with "user" and "password", or - to read it from standard input'),

  async run(context: CommandContext, choice: string | undefined, options: Options): Promise<number> {
    if (choice?.includes('@') === true) {
      throw new CommandError('A password does not belong on a command line, where others can list it.', {
        exitCode: 2,
        next: 'Give the address without it, and the name and password with --secrets FILE.',
      });
    }
    const isAddress = choice !== undefined && choice !== 'auto' && choice !== 'none';
    if (isAddress && !isTypedProxy(choice)) {
      throw new CommandError(`"${choice}" is not the address of a proxy.`, {
        exitCode: 2,
        next: 'Give one such as http://proxy.acme.example:8080, or auto (the environment, then the system), or none.',
      });
    }
    if (!isAddress && options.secrets !== undefined) {
      throw new CommandError('Give the proxy’s address with the secrets.', { exitCode: 2 });
    }
    const credentials = options.secrets === undefined ? null : await readCredentials(options.secrets);
    return context.withSession(async ({ client }) => {
      const answer =
        choice === undefined ? await client.system.proxy() : await client.system.setProxy({ choice, credentials });
      context.output.answer(answer, () => [
        `Proxy: ${answer.choice}${answer.choice === 'auto' ? ' (the environment, then the system)' : ''}`,
        ...answer.ways.map((way) =>
          way.error === null
            ? `${way.connection}: ${way.host} ${way.proxy === null ? 'without a proxy' : `through ${way.proxy}`} (${way.why})`
            : `${way.connection}: ${way.error} ${way.next ?? ''}`,
        ),
      ]);
      return 0;
    });
  },
};

/** A bare word is a mistyped `auto` rather than a host: without a scheme, an address must name its port. */
function isTypedProxy(text: string): boolean {
  return parseProxy(text) !== null && (text.includes('://') || /:\d+$/.test(text));
}

const credentialsSchema = z.object({ user: z.string().min(1), password: z.string() });

async function readCredentials(source: string): Promise<z.infer<typeof credentialsSchema>> {
  const parsed = credentialsSchema.safeParse(await readSecretFile(source));
  if (parsed.success) return parsed.data;
  throw new CommandError('The secrets must be a JSON object: {"user": "...", "password": "..."}.', { exitCode: 2 });
}
