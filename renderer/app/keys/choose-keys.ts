import type { Command } from '#renderer/app/commands/command.ts';
import { chordsOf, hasControl, printed, types } from './chord.ts';
import { type KeptKeys, keysOf } from './key-map.ts';

/** What browsers and systems do with Ctrl or Cmd; taking it away would cost more than a command is worth. */
const taken = new Set('acflnpqrtvwxz0');

const words = (sequence: string): string => printed(sequence).join(' ');

/** Whether two commands can be meant on one screen. */
const meet = (one: Command, other: Command): boolean =>
  one.where === other.where || one.where === 'everywhere' || other.where === 'everywhere';

const begins = (sequence: string, other: string): boolean => other.startsWith(`${sequence} `);

/** Why a command can't have these keys, in a sentence; null where it can. */
export function whyNotKeys(
  sequence: string,
  command: Command,
  commands: readonly Command[],
  kept: KeptKeys,
): string | null {
  const chords = chordsOf(sequence);
  const other = chords.find((chord) => !types(chord));
  if (other !== undefined) return `${words(other)} is reserved. Choose a letter, digit or symbol.`;
  if (chords.length > 1 && chords.some(hasControl)) return 'A shortcut with Ctrl or Cmd can’t be part of a sequence.';
  const [first = ''] = chords;
  if (hasControl(first) && taken.has(first.slice(-1)) && !command.keys.includes(first)) {
    return `${words(first)} is used by the browser or the system. Choose another shortcut.`;
  }
  // Those that are turned off count: they may be turned on again.
  const all = { ...kept, single: true };
  for (const rival of commands) {
    if (rival.id === command.id || !meet(rival, command)) continue;
    for (const theirs of keysOf(rival, all)) {
      if (theirs === sequence)
        return `${words(sequence)} already means “${rival.label}”. Change that first, or choose another shortcut.`;
      if (begins(sequence, theirs) || begins(theirs, sequence)) {
        return `${words(sequence)} conflicts with ${words(theirs)}, which means “${rival.label}”. Choose another shortcut.`;
      }
    }
  }
  return null;
}

/** Why a command can't have those of its row again, in a sentence: another one has got them meanwhile. Null where it can. */
export function whyNotReset(command: Command, commands: readonly Command[], kept: KeptKeys): string | null {
  const reset = withKeys(kept, command.id, null);
  const own = keysOf(command, { ...reset, single: true }).filter((sequence) => chordsOf(sequence).every(types));
  for (const sequence of own) {
    const why = whyNotKeys(sequence, command, commands, reset);
    if (why !== null) return why;
  }
  return null;
}

/** Gives a command these keys in place of those of its row; null = those of its row again. */
export function withKeys(kept: KeptKeys, id: string, sequences: readonly string[] | null): KeptKeys {
  const others = Object.fromEntries(Object.entries(kept.keys).filter(([other]) => other !== id));
  return { ...kept, keys: sequences === null ? others : { ...others, [id]: sequences } };
}
