import type { Command } from '#renderer/app/commands/command.ts';
import { chordOf, chordsOf, hasControl, types } from './chord.ts';
import type { Press } from './press.ts';

/** What a person has changed of the keys. */
export type KeptKeys = {
  /** Whether letters, digits and signs by themselves ask for anything. */
  readonly single: boolean;
  /** By command: what stands in place of the keys of its row that type a character. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
};

export const noKeptKeys: KeptKeys = { single: true, keys: {} };

const isKeys = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((key) => typeof key === 'string' && key !== '');

/** Reads what was kept; what can't be understood is as if it had never been changed. */
export function parseKept(text: string | null): KeptKeys {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    if (typeof read !== 'object' || read === null) return noKeptKeys;
    const keys = 'keys' in read && typeof read.keys === 'object' && read.keys !== null ? read.keys : {};
    return {
      single: !('single' in read) || read.single !== false,
      keys: Object.fromEntries(
        Object.entries(keys).filter((entry): entry is [string, readonly string[]] => isKeys(entry[1])),
      ),
    };
  } catch {
    return noKeptKeys;
  }
}

/** Keys that type a character may be changed; Enter, Esc and the arrows are what they are everywhere. */
const mayChange = (sequence: string): boolean => chordsOf(sequence).every(types);

/** What asks for a command, as things are set. */
export function keysOf({ id, keys }: Pick<Command, 'id' | 'keys'>, kept: KeptKeys): readonly string[] {
  const chosen = kept.keys[id] ?? keys.filter(mayChange);
  const all = [...chosen, ...keys.filter((sequence) => !mayChange(sequence))];
  return kept.single ? all : all.filter((sequence) => hasControl(sequence) || !chordsOf(sequence).some(types));
}

export type KeyMap = ReadonlyMap<string, Command>;

/** The commands by their keys. */
export function keyMap(commands: readonly Command[], kept: KeptKeys): KeyMap {
  return new Map(commands.flatMap((command) => keysOf(command, kept).map((sequence) => [sequence, command] as const)));
}

export type KeyResult = {
  readonly command: Command | null;
  /** What was pressed so far of keys that come one after another. */
  readonly pending: string | null;
};

const nothing: KeyResult = { command: null, pending: null };

/** Reads one key press. A key that does not go on with what is pending ends it, and does nothing itself. */
export function readKey(press: Press, pending: string | null, map: KeyMap): KeyResult {
  const chord = chordOf(press);
  if (chord === null) return nothing;
  const sequence = pending === null ? chord : `${pending} ${chord}`;
  const command = map.get(sequence);
  if (command !== undefined) return { command, pending: null };
  return [...map.keys()].some((known) => known.startsWith(`${sequence} `))
    ? { command: null, pending: sequence }
    : nothing;
}
