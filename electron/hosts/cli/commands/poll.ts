import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

export const poll = {
  configure: (command: Command): Command =>
    command.argument('[feed]', 'a connection, or one of its feeds as CONNECTION.FEED; without it, all'),

  async run(context: CommandContext, feed: string | undefined): Promise<number> {
    return context.withSession(async ({ client }) => {
      const result = await client.connections.poll({ feed: feed ?? null });
      const failed = result.feeds.some((item) => item.error !== null);
      context.output.answer(result, () =>
        result.feeds.length === 0
          ? ['Nothing is connected. gridline connect lists what can be connected.']
          : result.feeds.map(
              (item) =>
                `${item.id}: ${item.error ?? `${item.received - item.duplicates} new, ${item.duplicates} seen before`}`,
            ),
      );
      return failed ? 1 : 0;
    });
  },
};
