/** Numbers that look random and are the same for the same seed, so that a scenario can be played again exactly. */
export type Random = {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** One of the items; throws when there are none. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  /** Text of the given length from the given characters (lower-case letters and digits without a list). */
  text(length: number, alphabet?: string): string;
  /** A version 4 UUID. */
  uuid(): string;
  /** An independent generator: drawing from it doesn't move this one, so that parts of a scenario don't disturb each other. */
  fork(label: string): Random;
};

/** Mulberry32: 32 bits of state, good enough for test data and not for secrets. */
export function createRandom(seed: number | string): Random {
  const start = typeof seed === 'number' ? seed >>> 0 : hash(seed);
  let state = start;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('There is nothing to pick from.');
    return items[int(0, items.length - 1)] as T;
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const copy = [...items];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = int(0, last);
      [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
    }
    return copy;
  };
  const text = (length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'): string =>
    Array.from({ length }, () => alphabet[int(0, alphabet.length - 1)] ?? '').join('');
  const uuid = (): string => {
    const hex = (length: number) => text(length, '0123456789abcdef');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${text(1, '89ab')}${hex(3)}-${hex(12)}`;
  };
  return {
    next,
    int,
    pick,
    shuffle,
    chance: (probability) => next() < probability,
    text,
    uuid,
    fork: (label) => createRandom(hash(`${start}/${label}`)),
  };
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
