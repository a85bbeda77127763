import { canonicalJson } from '#shared/lib/json.ts';
import { rankOrder } from '#shared/model/event/kind.ts';
import { eventKinds } from '#shared/model/event/kinds.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import type { Evidence } from './evidence.ts';
import { acknowledgementVerdict } from './problem.ts';

/** The order in which evidence is read. It does not depend on when, or how often, an event was fetched. */
export function compareEvidence(a: Evidence, b: Evidence): number {
  return (
    a.at - b.at ||
    rank(a) - rank(b) ||
    compareText(a.event.hlc ?? '', b.event.hlc ?? '') ||
    weight(a) - weight(b) ||
    compareText(a.key, b.key) ||
    compareText(a.event.source, b.event.source) ||
    compareText(a.event.sourceId, b.event.sourceId) ||
    compareText(canonicalJson(a.event.payload), canonicalJson(b.event.payload))
  );
}

function rank({ event }: Evidence): number {
  return rankOrder(eventKinds[event.kind].rank);
}

/**
 * Of two acknowledgements given at one moment, the worse one counts, so it comes last; receipts have an order of their own. What is
 * taken back was raised before, and may be raised again.
 */
function weight({ event }: Evidence): number {
  if (event.kind === 'receipt.received') return receiptKinds.indexOf(event.payload.kind);
  if (event.kind === 'acknowledgement.overdue') {
    return 2 * (event.payload.round ?? 1) + (event.payload.takenBack === true ? 1 : 0);
  }
  if (event.kind !== 'acknowledgement.received') return 0;
  const { verdict } = acknowledgementVerdict(event.payload.acknowledgement);
  return verdict === 'problem' ? 2 : verdict === 'clear' ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
