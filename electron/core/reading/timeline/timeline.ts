import type { Millis } from '#shared/lib/time.ts';
import type { TimelineEntry } from '#shared/model/issue/issue.ts';
import { receiptRules } from '#shared/model/feed/receipt.ts';
import { type Evidence, isRewritten } from '../../evidence/evidence.ts';
import { byKind, type EventOf, type EvidenceEvent } from '../../evidence/parsed-event.ts';
import type { Line, TimelineNames } from './line.ts';
import { lines } from './lines.ts';

/**
 * Evidence in order, with receipts as they read one after the other: a connector says what it sees, so only the order tells that
 * what is open had been closed before.
 */
export function withReopened(evidence: readonly Evidence[]): readonly Evidence[] {
  if (!evidence.some(({ event }) => event.kind === 'receipt.received' && event.payload.kind === 'closed'))
    return evidence;
  const closed = new Set<string>();
  return evidence.map((item) => {
    const { event } = item;
    if (event.kind !== 'receipt.received') return item;
    const { payload } = event;
    const { thing, ends } = receiptRules[payload.kind];
    const id = `${payload.key} ${payload.id}`;
    const isBack = thing === 'open' && closed.has(id);
    if (thing === 'closed') closed.add(id);
    else if (thing === 'open' || ends) closed.delete(id);
    return isBack ? { ...item, event: { ...event, payload: { ...payload, kind: 'reopened' } } } : item;
  });
}

/** What has a line: evidence, or what went well with the same document. */
export type TimelineItem = Evidence | { readonly event: EventOf<'business.event'>; readonly at: Millis };

/** One event in one line of plain English. */
export function timelineEntry(item: TimelineItem, names: TimelineNames): TimelineEntry {
  const { event, at } = item;
  const line = 'issueId' in item && isRewritten(item) ? rewritten(item.event) : byKind(lines, event, names);
  return {
    seq: event.seq,
    at,
    kind: event.kind,
    text: line.text,
    detail: line.detail ?? null,
    actor: event.actor,
    source: event.source,
    url: line.url ?? null,
    actionId: line.actionId ?? null,
    tone: line.tone ?? 'neutral',
  };
}

function rewritten(event: EvidenceEvent): Line {
  const name = event.kind === 'file.received' || event.kind === 'file.unreadable' ? event.payload.name : 'The file';
  return { text: `${name} was written on and read again`, tone: 'good' };
}
