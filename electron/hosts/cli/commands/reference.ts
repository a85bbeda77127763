import type { Command } from 'commander';
import { referenceKinds } from '#shared/model/feed/reference.ts';
import type { CommandContext } from '../context.ts';
import { CommandError } from '../fail.ts';
import { table } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { counted, oneOf, timeInWords } from '../words.ts';

type Options = {
  readonly connection?: string;
  readonly kind?: string;
  readonly after?: readonly string[];
  readonly limit: number;
};

export const reference = {
  configure: (command: Command): Command =>
    command
      .option('--kind <kind>', referenceKinds.join(', '))
      .option('--connection <id>', 'only from this connection')
      .option('--after <record...>', 'the next page: CONNECTION KIND KEY of the last record')
      .option('--limit <n>', 'how many at most, up to 1000', wholeNumber, 50),

  async run(context: CommandContext, options: Options): Promise<number> {
    const kind = referenceKinds.find((known) => known === options.kind) ?? null;
    if (options.kind !== undefined && kind === null) {
      throw new CommandError(`--kind must be ${oneOf(referenceKinds)}, not "${options.kind}".`, { exitCode: 2 });
    }
    const [connection, kindOfLast, key, ...more] = options.after ?? [];
    if (options.after !== undefined && (key === undefined || more.length > 0)) {
      throw new CommandError('--after takes three words: CONNECTION KIND KEY of the last record.', { exitCode: 2 });
    }
    const after =
      connection === undefined || kindOfLast === undefined || key === undefined
        ? null
        : { connection, kind: kindOfLast, key };
    const limit = Math.max(1, Math.min(options.limit, 1_000));
    const wanted = { connection: options.connection ?? null, kind, after, limit };
    const answer = await context.withSession(({ client }) => client.connections.reference(wanted));
    context.output.answer(answer, () => [
      ...table(
        answer.records.map((record) => [
          record.connection,
          record.kind,
          record.key,
          timeInWords(record.at),
          Object.entries(record.value)
            .flatMap(([field, text]) => (text === null ? [] : `${field}: ${text}`))
            .join('; '),
        ]),
      ),
      answer.records.length === 0 ? 'No records.' : counted(answer.records.length, 'record'),
    ]);
    return 0;
  },
};
