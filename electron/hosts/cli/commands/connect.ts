import type { Command } from 'commander';
import { z } from 'zod';
import type { Settings } from '#shared/model/workspace-settings.ts';
import type { SettingOffer } from '#shared/model/connection.ts';
import { CommandError } from '../fail.ts';
import { keyValues } from '../key-values.ts';
import type { CommandContext } from '../context.ts';
import { table } from '../output.ts';
import { readSecretFile } from '../read-secret-file.ts';

type Options = {
  readonly as?: string;
  readonly name?: string;
  readonly another: boolean;
  readonly set: readonly string[];
  readonly secrets?: string;
  readonly test: boolean;
  readonly signIn: boolean;
};

export const connect = {
  configure: (command: Command): Command =>
    command
      .argument('[connector]', 'which system, or the id of a connection, to change it; without it, all are listed')
      .option('--as <id>', 'an id for the connection, where you need more than one: lower-case letters, digits, dashes')
      .option('--name <name>', 'what people call it')
      .option('--another', 'always add one, never change an existing one', false)
      .option('--set <key=value...>', 'a setting', [])
      .option('--secrets <file>', 'a JSON file with secrets by key, or - to read it from standard input')
      .option('--sign-in', 'sign in through the browser afterwards', false)
      .option('--no-test', 'do not test the connection'),

  async run(context: CommandContext, connector: string | undefined, options: Options): Promise<number> {
    if (connector === undefined) return list(context);
    const settings = keyValues(options.set);
    const secrets = options.secrets === undefined ? {} : await readSecrets(options.secrets);
    return context.withSession(async ({ client }) => {
      const { as, name, another } = options;
      let state = await client.connections.connect({ connector, connection: as, name, another, settings, secrets });
      const { connection } = state;
      if (options.signIn) state = await client.connections.signIn({ connection });
      const test = options.test ? await client.connections.test({ connection }) : null;
      const now = await client.settings.get();
      context.output.answer({ ...state, test }, () => [
        `${state.name}${connection === state.connector ? '' : ` (${connection})`}: ${state.statusText}`,
        ...(test?.checks ?? []).flatMap((check) => [
          `${check.ok ? 'ok    ' : 'WRONG '} ${check.name}: ${check.message}`,
          ...(check.next === null ? [] : [`        ${check.next}`]),
        ]),
        ...offered(test?.offers ?? [], now),
      ]);
      return test === null || test.ok ? 0 : 1;
    });
  },
};

/** Every connection, and the systems that have none. */
function list(context: CommandContext): Promise<number> {
  return context.withSession(async ({ client }) => {
    const answer = await client.connections.list();
    context.output.answer(answer, () =>
      table(answer.connections.map(({ connection, name, statusText }) => [connection, name, statusText])),
    );
    return 0;
  });
}

/** What was found outside, and how to take it. */
function offered(offers: readonly SettingOffer[], now: Settings): string[] {
  return offers.map(({ setting, values, from }) => {
    const all = [...now[setting], ...values].join(',');
    return `Found in ${from}: ${values.join(', ')}. To use them: gridline settings --set ${setting}=${all}`;
  });
}

const secretsSchema = z.record(z.string(), z.string());

async function readSecrets(source: string): Promise<Record<string, string>> {
  const parsed = secretsSchema.safeParse(await readSecretFile(source));
  // The content is not repeated: it may be a secret.
  if (!parsed.success)
    throw new CommandError('The secrets must be a JSON object such as {"consumerKey": "..."}.', { exitCode: 2 });
  return parsed.data;
}
