import type { ActionState } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import { receiptRules, stateAfter } from '#shared/model/feed/receipt.ts';
import { episodeOfKey } from '../evidence/fingerprint.ts';

type Thing = {
  readonly state: ActionState;
  /** The receipt that closed it; null while it is open. */
  readonly closedBy: ReceiptReceived | null;
};

/** What was made outside for each key, by the receipts in order. */
export type OutsideThings = {
  /** `episode` = the episode it was made for, where its key does not say. */
  hear(receipt: ReceiptReceived, episode?: number): void;
  /** The receipt that closed this thing; null where it is open, or never heard of. */
  closedBy(about: { readonly key: string; readonly id: string }): ReceiptReceived | null;
  /** A receipt that closed something of this episode, if anything of it is closed. */
  closedIn(episode: number): ReceiptReceived | null;
  /** True where something stood for the key and nothing does any more. */
  hasEnded(key: string): boolean;
  endedKeys(): ReadonlySet<string>;
};

/**
 * A key may have had several things: the one it was written to, the one that was merged into, and one that was made after
 * a deletion nobody had heard of. It has ended when all of them have, in whatever order they were told of.
 */
export function createOutsideThings(): OutsideThings {
  const keys = new Map<string, Map<string, Thing>>();
  const episodes = new Map<string, number>();
  const thingsOf = (key: string) => {
    const known = keys.get(key) ?? new Map<string, Thing>();
    keys.set(key, known);
    return known;
  };
  const hasEnded = (key: string) => {
    const things = [...(keys.get(key)?.values() ?? [])];
    return things.length > 0 && !things.some(({ state }) => stateRules[state].tookEffect);
  };
  return {
    hear(receipt, episode) {
      if (episode !== undefined) episodes.set(receipt.key, episode);
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
    closedIn(episode) {
      for (const [key, things] of keys) {
        if ((episodes.get(key) ?? episodeOfKey(key)) !== episode) continue;
        for (const { closedBy } of things.values()) if (closedBy !== null) return closedBy;
      }
      return null;
    },
    hasEnded,
    endedKeys: () => new Set([...keys.keys()].filter(hasEnded)),
  };
}
