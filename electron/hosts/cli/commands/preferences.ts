import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { keyValues } from '../key-values.ts';
import { table } from '../output.ts';
import { preferenceRows, preferencesChange } from '../preference-words.ts';

type Options = { readonly set: readonly string[] };

export const preferences = {
  configure: (command: Command): Command =>
    command.option('--set <key=value...>', 'a preference, e.g. calendar.zone=Europe/Berlin', []),

  async run(context: CommandContext, options: Options): Promise<number> {
    const words = keyValues(options.set);
    return context.withSession(async ({ client }) => {
      let answer = await client.preferences.get();
      if (options.set.length > 0) answer = await client.preferences.set(preferencesChange(words, answer));
      context.output.answer(answer, () => table(preferenceRows(answer)));
      return 0;
    });
  },
};
