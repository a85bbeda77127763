import type { Millis } from '#shared/lib/time.ts';
import { unturned } from '#shared/lib/words.ts';
import { documentTypeName } from '#shared/model/edi/document-types.ts';
import type { EvidenceKind } from '#shared/model/event/kinds.ts';
import { businessEvents } from '#shared/model/feed/business-event.ts';
import { askedWords, commandResults, resultWords } from '#shared/model/feed/command.ts';
import { receiptWords } from '#shared/model/feed/receipt-words.ts';
import type { TimelineEntry } from '#shared/model/issue/issue.ts';
import { receiptRules } from '#shared/model/feed/receipt.ts';
import { type Evidence, isRewritten } from '../../evidence/evidence.ts';
import { byKind, type EventOf, type EvidenceEvent, type PerKind } from '../../evidence/parsed-event.ts';
import { asked, marked, settled } from './done.ts';
import { type Line, type TimelineNames, who } from './line.ts';
import { acknowledgement, exchange, overdue } from './told.ts';

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
    text: unturned(line.text),
    detail: line.detail === undefined || line.detail === null ? null : unturned(line.detail),
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

/** What people read of an event of each kind. */
const lines: PerKind<EvidenceKind | 'business.event', [names: TimelineNames], Line> = {
  'exchange.reported': exchange,
  'document.received': ({ payload: { document, fileName } }) => {
    const number = document.number === null ? '' : ` ${document.number}`;
    return { text: `${documentTypeName(document.type)}${number} read from ${fileName}` };
  },
  'acknowledgement.received': acknowledgement,
  'acknowledgement.overdue': overdue,
  'file.received': ({ payload }) => ({ text: `File ${payload.name} was read` }),
  'file.unreadable': ({ payload: { name, reason, read } }) =>
    read === undefined
      ? { text: `File ${name} could not be read`, detail: reason, tone: 'bad' }
      : { text: `File ${name} was read, with errors in it`, detail: reason, tone: 'warning' },
  'issue.marked': marked,
  'issue.commented': (event) => ({ text: `${who(event)} wrote a comment`, detail: event.payload.text }),
  'command.received': ({ payload, source }, names) => ({
    text: `${payload.who} ${askedWords(payload.command)} in ${names.connection(source)}`,
    detail: payload.words ?? null,
  }),
  'command.settled': ({ payload }) => {
    const { outcome } = commandResults[payload.result];
    if (outcome === 'done') return { text: `Done, as ${payload.who} asked` };
    const tone = outcome === 'refused' ? 'warning' : 'neutral';
    return { text: `Nothing was done for ${payload.who}`, detail: `${resultWords(payload)}.`, tone };
  },
  'subject.pinned': ({ payload }) => ({ text: `Handled together with ${counted(payload.issues.length - 1)}` }),
  'action.requested': asked,
  'action.approved': asked,
  'action.cancelled': asked,
  'action.settled': settled,
  'receipt.received': ({ payload, source }, names) => {
    const url = payload.replacedBy === undefined ? payload.link : payload.replacedBy.link;
    return { ...receiptWords(payload, names.connection(source)), url };
  },
  'business.event': ({ payload: { what, name, facts, link } }) => ({
    text: `${businessEvents[what]}: ${name}`,
    detail: facts.map(({ label, value }) => `${label}: ${value}`).join('\n') || null,
    url: link,
  }),
};

function counted(others: number): string {
  return others === 1 ? 'another issue' : `${others} other issues`;
}
