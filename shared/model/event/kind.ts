import type { z } from 'zod';

/**
 * The order in which evidence of one moment is read, whenever it was fetched: what happened (down to `overdue`) before what
 * people and other systems made of it (from `pinned` on).
 */
const ranks = {
  arrived: 0,
  reported: 1,
  answered: 2,
  unreadable: 3,
  overdue: 4,
  pinned: 5,
  requested: 6,
  cancelled: 7,
  settled: 8,
  received: 9,
  marked: 10,
  commented: 11,
  commanded: 12,
  obeyed: 13,
} as const;
export type Rank = keyof typeof ranks;

export function rankOrder(rank: Rank): number {
  return ranks[rank];
}

/** What people and other systems made of an issue, as against what happened. */
export function isReaction(rank: Rank): boolean {
  return ranks[rank] >= ranks.pinned;
}

/** A text in an event that is about a person: where it stands, and who that is, by name or address. */
export type PersonalText = {
  /** `actor`, or the name of a field of the payload. */
  readonly at: string;
  readonly person: string;
};

/** A field of the payload, where it is a text. */
export type TextAt<Field extends string = string> = (field: Field) => string | null;

/** All that is said of a kind of event once, for every part of the product. */
export type EventKindEntry<Payload extends z.ZodType, As extends Rank | null> = {
  /** What it carries. What comes out of the journal is parsed with this. */
  readonly payload: Payload;
  /** Its place among evidence of one moment; null where it is no evidence of any issue. */
  readonly rank: As;
  /**
   * Which texts of its payload are kept apart so that they can be erased; left out where none is. `author`: whoever did it, by
   * address or name; who that is is always kept apart.
   */
  personal?(text: TextAt<FieldOf<z.infer<Payload>>>, author: string | null): readonly PersonalText[];
};

type FieldOf<Payload> = Payload extends unknown ? Extract<keyof Payload, string> : never;

/** Holds an entry to its own schema: which fields it may name. */
export function eventKind<Payload extends z.ZodType, As extends Rank | null>(
  entry: EventKindEntry<Payload, As>,
): EventKindEntry<Payload, As> {
  return entry;
}

/** A field that holds somebody's name: the person it is about. */
export function named<Field extends string>(text: TextAt<Field>, field: Field): readonly PersonalText[] {
  const name = text(field);
  return name === null ? [] : [{ at: field, person: name }];
}
