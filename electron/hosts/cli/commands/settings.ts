import { ORPCError } from '@orpc/client';
import type { Command } from 'commander';
import type { GridlineClient } from '#shared/contract/index.ts';
import { readFor } from '#shared/model/setting-changes.ts';
import type { Settings } from '#shared/model/workspace-settings.ts';
import type { CommandContext } from '../context.ts';
import { CommandError } from '../fail.ts';
import { keyValues } from '../key-values.ts';
import { table } from '../output.ts';
import { changeRows } from '../setting-history-words.ts';
import { settingRows, settingsChange } from '../setting-words.ts';
import { wholeNumber } from '../whole-number.ts';

/** How often a change is laid over somebody else's before it is given up. */
const mostTries = 5;

type Options = { readonly set: readonly string[]; readonly history: boolean; readonly limit: number };

/** A change that comes in between is read, and the words are laid over it: they name single values, not the whole. */
async function set(client: GridlineClient, words: Readonly<Record<string, string>>, read: Settings) {
  for (let tries = 0, now = read; ; tries += 1) {
    const change = settingsChange(words, now);
    try {
      return await client.settings.set({ ...change, was: readFor(change, now) });
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'CONFLICT' || tries === mostTries) throw error;
      now = await client.settings.get();
    }
  }
}

async function listHistory(context: CommandContext, { set: words, limit }: Options): Promise<number> {
  if (words.length > 0) {
    throw new CommandError('--history only lists changes.', { exitCode: 2, next: 'Leave --set out.' });
  }
  const wanted = { limit: Math.max(1, Math.min(limit, 1_000)) };
  const answer = await context.withSession(({ client }) => client.settings.history(wanted));
  const lines = table(answer.changes.flatMap(changeRows));
  context.output.answer(answer, () => (lines.length === 0 ? ['Nothing has been changed yet.'] : lines));
  return 0;
}

export const settings = {
  configure: (command: Command): Command =>
    command
      .option('--set <key=value...>', 'a setting, e.g. calendar.zone=Europe/Berlin', [])
      .option('--history', 'list changes, when and by whom, latest first', false)
      .option('--limit <n>', 'with --history: how many changes at most, up to 1000', wholeNumber, 100),

  async run(context: CommandContext, options: Options): Promise<number> {
    if (options.history) return listHistory(context, options);
    const words = keyValues(options.set);
    return context.withSession(async ({ client }) => {
      let answer = await client.settings.get();
      if (options.set.length > 0) answer = await set(client, words, answer);
      context.output.answer(answer, () => table(settingRows(answer)));
      return 0;
    });
  },
};
