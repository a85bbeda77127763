import { CommandError } from './fail.ts';

/** `key=value` words as a record; the value may hold further equals signs. */
export function keyValues(words: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw new CommandError(`Expected key=value, got "${word}".`, { exitCode: 2 });
    record[word.slice(0, at)] = word.slice(at + 1);
  }
  return record;
}
