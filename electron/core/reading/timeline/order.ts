import { type Millis, minute } from '#shared/lib/time.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import type { TimelineItem } from './timeline.ts';

/** By which another system's clock may be behind ours. */
const clocksDiffer = minute;

/**
 * Told by time; of one instant, what went well comes first, and the evidence stays in the order in which it is weighed. What
 * another system says of a thing follows that it was made, though by that system's clock it may have been a moment earlier.
 */
export function inOrder(items: readonly TimelineItem[]): readonly TimelineItem[] {
  const madeAt = new Map<string, Millis>();
  for (const { event, at } of items) {
    if (event.kind !== 'action.settled' || !stateRules[event.payload.state].tookEffect) continue;
    const { remoteId } = event.payload;
    if (remoteId !== null && !madeAt.has(remoteId)) madeAt.set(remoteId, at);
  }
  return items
    .map((item) => {
      const made = item.event.kind === 'receipt.received' ? madeAt.get(item.event.payload.id) : undefined;
      const isEarly = made !== undefined && made >= item.at && made - item.at < clocksDiffer;
      return { item, at: isEarly ? made : item.at, isEarly };
    })
    .toSorted(
      (a, b) =>
        a.at - b.at ||
        Number('issueId' in a.item) - Number('issueId' in b.item) ||
        Number(a.isEarly) - Number(b.isEarly),
    )
    .map(({ item }) => item);
}
