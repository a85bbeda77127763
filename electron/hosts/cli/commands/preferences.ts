import { ORPCError } from '@orpc/client';
import type { Command } from 'commander';
import type { GridlineClient } from '#shared/contract/index.ts';
import { type Preferences, readFor } from '#shared/contract/preferences.ts';
import type { CommandContext } from '../context.ts';
import { keyValues } from '../key-values.ts';
import { table } from '../output.ts';
import { preferenceRows, preferencesChange } from '../preference-words.ts';

/** How often a change is laid over somebody else's before it is given up. */
const mostTries = 5;

type Options = { readonly set: readonly string[] };

/** A change that comes in between is read, and the words are laid over it: they name single values, not the whole. */
async function set(client: GridlineClient, words: Readonly<Record<string, string>>, read: Preferences) {
  for (let tries = 0, now = read; ; tries += 1) {
    const change = preferencesChange(words, now);
    try {
      return await client.preferences.set({ ...change, was: readFor(change, now) });
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'CONFLICT' || tries === mostTries) throw error;
      now = await client.preferences.get();
    }
  }
}

export const preferences = {
  configure: (command: Command): Command =>
    command.option('--set <key=value...>', 'a preference, e.g. calendar.zone=Europe/Berlin', []),

  async run(context: CommandContext, options: Options): Promise<number> {
    const words = keyValues(options.set);
    return context.withSession(async ({ client }) => {
      let answer = await client.preferences.get();
      if (options.set.length > 0) answer = await set(client, words, answer);
      context.output.answer(answer, () => table(preferenceRows(answer)));
      return 0;
    });
  },
};
