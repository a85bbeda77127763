import type { ActionState } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import { escalates } from '#shared/model/action/capability.ts';
import { receiptRules, stateAfter } from '#shared/model/feed/receipt.ts';
import { markOfKey } from '../evidence/fingerprint.ts';

type Thing = {
  readonly state: ActionState;
  /** The receipt that closed it; null while it is open. */
  readonly closedBy: ReceiptReceived | null;
};

/** What was made outside for each key, by the receipts in order. */
export type OutsideThings = {
  /** `mark` = that of the trouble it was made for, where its key does not say. */
  hear(receipt: ReceiptReceived, mark?: string): void;
  /** The receipt that closed this thing; null where it is open, or never heard of. */
  closedBy(about: { readonly key: string; readonly id: string }): ReceiptReceived | null;
  /** A receipt that closed something that was made for such a trouble, if anything of it is closed. */
  closedIn(isOf: (mark: string) => boolean): ReceiptReceived | null;
  /** Whether something stands that was made for such a trouble, and that hands the issue on. */
  escalates(isOf: (mark: string) => boolean): boolean;
  /** True where something stood for the key and nothing does any more. */
  hasEnded(key: string): boolean;
  endedKeys(): ReadonlySet<string>;
  /** Keys that nothing more may be sent for: something stands for them, or their receiver wants no more. */
  standingKeys(): ReadonlySet<string>;
};

/**
 * A key may have had several things: the one it was written to, the one that was merged into, and one that was made after
 * a deletion nobody had heard of. It has ended when all of them have, in whatever order they were told of.
 */
export function createOutsideThings(): OutsideThings {
  const keys = new Map<string, Map<string, Thing>>();
  const marks = new Map<string, string>();
  const handing = new Set<string>();
  const markOf = (key: string) => marks.get(key) ?? markOfKey(key);
  const thingsOf = (key: string) => {
    const known = keys.get(key) ?? new Map<string, Thing>();
    keys.set(key, known);
    return known;
  };
  const hasEnded = (key: string) => {
    const things = [...(keys.get(key)?.values() ?? [])];
    return things.length > 0 && !things.some(({ state }) => stateRules[state].tookEffect);
  };
  const isUnwanted = (key: string) => [...(keys.get(key)?.values() ?? [])].some(({ state }) => state === 'opted out');
  return {
    hear(receipt, mark) {
      if (mark !== undefined) marks.set(receipt.key, mark);
      if (escalates(receipt.capability)) handing.add(receipt.key);
      const { key, id, kind, replacedBy } = receipt;
      const things = thingsOf(key);
      const before = things.get(id) ?? { state: 'outcome unknown', closedBy: null };
      const { thing, ends } = receiptRules[kind];
      // What it had ended stays ended; but it is closed no longer, for there is nothing to be closed.
      const closedBy = thing === 'closed' ? receipt : thing === 'open' || ends ? null : before.closedBy;
      things.set(id, { state: stateAfter(before.state, kind), closedBy });
      // Whoever merged saw the other one; what is known of it by itself comes first.
      if (replacedBy !== undefined && !things.has(replacedBy.id)) {
        things.set(replacedBy.id, { state: 'accepted', closedBy: null });
      }
    },
    closedBy: ({ key, id }) => keys.get(key)?.get(id)?.closedBy ?? null,
    closedIn(isOf) {
      for (const [key, things] of keys) {
        if (!handing.has(key) || !isOf(markOf(key))) continue;
        for (const { closedBy } of things.values()) if (closedBy !== null) return closedBy;
      }
      return null;
    },
    hasEnded,
    escalates: (isOf) => [...handing].some((key) => !hasEnded(key) && isOf(markOf(key))),
    endedKeys: () => new Set([...keys.keys()].filter(hasEnded)),
    standingKeys: () => new Set([...keys.keys()].filter((key) => !hasEnded(key) || isUnwanted(key))),
  };
}
