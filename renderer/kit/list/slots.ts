/** Rows that follow each other and have something in common. */
export type Group = { readonly id: string; readonly heading: string; readonly count: number };

export type Slot = { readonly kind: 'row'; readonly index: number } | { readonly kind: 'group'; readonly group: Group };

/** The places of a list from top to bottom, each of one height: its rows, and a heading before each group. */
export type Slots = {
  readonly count: number;
  at(slot: number): Slot;
  /** The place of a row. */
  of(index: number): number;
};

/** The row at a place, or the first one under the heading that is there. */
export function rowAtOrUnder(slots: Slots, slot: number): number {
  for (const place of [slot, slot + 1]) {
    const found = slots.at(place);
    if (found.kind === 'row') return found.index;
  }
  return slot;
}

/** A group without rows has no heading. Where the groups do not add up to the rows, as they may while both change, there are none. */
export function slotsOf(rows: number, groups: readonly Group[] = []): Slots {
  const filled = groups.filter(({ count }) => count > 0);
  const sum = filled.reduce((all, { count }) => all + count, 0);
  if (filled.length === 0 || sum !== rows) {
    return { count: rows, at: (slot) => ({ kind: 'row', index: slot }), of: (index) => index };
  }
  const starts: { readonly group: Group; readonly slot: number; readonly index: number }[] = [];
  let index = 0;
  for (const group of filled) {
    starts.push({ group, slot: index + starts.length, index });
    index += group.count;
  }
  return {
    count: rows + starts.length,
    at(slot) {
      const start = starts.findLast((entry) => entry.slot <= slot);
      if (start === undefined) return { kind: 'row', index: slot };
      if (start.slot === slot) return { kind: 'group', group: start.group };
      return { kind: 'row', index: start.index + slot - start.slot - 1 };
    },
    of: (row) => row + starts.findLastIndex((entry) => entry.index <= row) + 1,
  };
}
