import type { Command } from 'commander';
import { businessEventNames } from '#shared/model/feed/business-event.ts';
import type { CommandContext } from '../context.ts';
import { CommandError } from '../fail.ts';
import { moment } from '../moment.ts';
import { table } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { counted, timeInWords } from '../words.ts';

type Options = {
  readonly connection?: string;
  readonly partner?: string;
  readonly what?: string;
  readonly since?: number;
  readonly before?: number;
  readonly limit: number;
};

export const events = {
  configure: (command: Command): Command =>
    command
      .option('--partner <partner>', 'by its name in the directory, or its EDI address')
      .option('--what <what>', 'one kind: "order received", "payment confirmed", ...')
      .option('--since <time>', 'what happened then or later', moment)
      .option('--connection <id>', 'only from this connection')
      .option('--before <seq>', 'the next page: events received before this one', wholeNumber)
      .option('--limit <n>', 'how many at most, up to 1000', wholeNumber, 50),

  async run(context: CommandContext, options: Options): Promise<number> {
    const { connection = null, partner = null, since = null, before = null, limit } = options;
    const what = businessEventNames.find((known) => known === options.what) ?? null;
    if (options.what !== undefined && what === null) {
      throw new CommandError(`There is no kind "${options.what}".`, {
        exitCode: 2,
        next: `There are ${businessEventNames.join(', ')}.`,
      });
    }
    const wanted = { connection, partner, what, since, before, limit: Math.max(1, Math.min(limit, 1_000)) };
    const answer = await context.withSession(({ client }) => client.connections.events(wanted));
    context.output.answer(answer, () => [
      ...table(
        answer.events.map((event) => [
          `${event.seq}`,
          timeInWords(event.at),
          event.connection,
          event.what,
          event.partner ?? '-',
          [event.name, ...event.facts.map(({ label, value }) => `${label}: ${value}`)].join('; '),
        ]),
      ),
      answer.events.length === 0 ? 'No events.' : counted(answer.events.length, 'event'),
    ]);
    return 0;
  },
};
