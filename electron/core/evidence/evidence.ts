import { parseHlc } from '#shared/lib/hlc.ts';
import { canonicalJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { EdiDocument } from '#shared/model/edi/edi.ts';
import { isReaction, rankOrder } from '#shared/model/event/kind.ts';
import { eventKinds, type EvidenceKind } from '#shared/model/event/kinds.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import {
  acknowledgementFingerprint,
  documentFingerprints,
  exchangeFingerprint,
  exchangeKey,
  fileFingerprint,
  issueIdOf,
  issueIdOfKey,
} from './fingerprint.ts';
import {
  byKind,
  type EventOf,
  type EvidenceEvent,
  isEvidence,
  type ParsedEvent,
  type PerKind,
} from './parsed-event.ts';
import { acknowledgementVerdict, exchangeVerdict } from './problem.ts';

/** That an event says something about an issue: about which part of it, and when that was so. */
export type Evidence = {
  readonly issueId: string;
  /** What in the issue it is about: `exchange:<realm>|<id>`, `ack:997`, `overdue`, `mark:owner`. Later evidence replaces earlier. */
  readonly key: string;
  readonly at: Millis;
  readonly event: EvidenceEvent;
  /** Where several issues make one row: `key`, told apart by issue. */
  readonly part?: string;
  /** Where several issues make one row: the document it is about; null for all of them. */
  readonly aboutDocument?: string | null;
  /** The copy of the document that it is about. */
  readonly copy?: Copy;
  /** For what is filed under a set of issues: the mark of the trouble that this one was in then. */
  readonly mark?: string;
  /** The documents it may be about, where it fits several and does not say which. */
  readonly doubt?: readonly EdiDocument[];
};

/** What tells one copy of a document from another, and from other documents of its number. */
export type Copy = {
  /** When it was sent: by its envelope, or as the network saw it arrive. */
  readonly at: Millis;
  readonly clock: 'envelope' | 'network';
  readonly test: boolean;
  /** See `EdiDocument.edition`; undefined where no file tells. */
  readonly edition: string | null | undefined;
  readonly cancels: boolean;
};

/** The key of a receipt that shows that a document arrived, and says no more of it. */
export const arrivalOnly = 'arrival';

/** The key of an acknowledgement about the whole group the document travelled in. */
export const groupAcknowledgement = 'group-acknowledgement';

/** Under a set of issues: which they are. Under each of them: in which set it is. */
const pinOfSet = 'set';
const pinPrefix = 'set:';

/** The set that this evidence puts its issue in; null for all other evidence. */
export function setOf(key: string): string | null {
  return key.startsWith(pinPrefix) ? key.slice(pinPrefix.length) : null;
}

/** Under which issue, and what in it an event is about. The time is the event's own, where none is given. */
type Place = { readonly issueId: string; readonly key: string; readonly at?: Millis };

/** Where an event of each kind is filed. Pure: looks at nothing but the event. */
const filing: PerKind<EvidenceKind, [], readonly Place[]> = {
  'exchange.reported': ({ payload }) => {
    const { delivery, acknowledgement } = payload.reports;
    const latest = Math.max(delivery.at ?? 0, acknowledgement?.at ?? 0);
    const place = under(exchangeFingerprint(payload), exchangeKey(payload));
    return [latest > 0 ? { ...place, at: latest } : place];
  },
  'document.received': ({ payload }) =>
    documentFingerprints(payload.document).map((fingerprint) => under(fingerprint, 'document')),
  'acknowledgement.received': ({ payload }) => [
    under(acknowledgementFingerprint(payload.acknowledgement, payload), `ack:${payload.acknowledgement.type}`),
  ],
  'file.unreadable': ({ payload: { fileId, replaces } }) =>
    [fileId, replaces].flatMap((id) => (id === undefined ? [] : under(fileFingerprint(id), 'file'))),
  'file.received': ({ payload: { replaces } }) =>
    replaces === undefined ? [] : [under(fileFingerprint(replaces), 'file')],
  'acknowledgement.overdue': ({ payload }) => [under(payload.fingerprint, 'overdue')],
  'issue.marked': (event) => [
    { issueId: event.payload.issueId, key: `mark:${event.payload.field}`, at: markedAt(event) },
  ],
  'issue.commented': ({ payload: { issueId } }) => [{ issueId, key: 'comment' }],
  'command.received': ({ payload: { issueId } }) => [{ issueId, key: 'command' }],
  'command.settled': ({ payload: { issueId } }) => [{ issueId, key: 'command' }],
  'subject.pinned': ({ payload: { subject, issues } }) => [
    { issueId: subject, key: pinOfSet },
    ...issues.map(({ id }) => ({ issueId: id, key: `${pinPrefix}${subject}` })),
  ],
  'action.requested': ofAction,
  'action.approved': ofAction,
  'action.cancelled': ofAction,
  'action.settled': ofAction,
  'receipt.received': ({ payload: { key, id } }) => {
    const issueId = issueIdOfKey(key);
    return issueId === null ? [] : [{ issueId, key: `receipt:${id}` }];
  },
};

/** Which issues an event says something about. */
export function evidenceOf(event: ParsedEvent): readonly Evidence[] {
  if (!isEvidence(event)) return [];
  return byKind(filing, event).map(({ issueId, key, at = event.occurredAt }) => ({ issueId, key, at, event }));
}

function under(fingerprint: string, key: string): Place {
  return { issueId: issueIdOf(fingerprint), key };
}

function ofAction({ payload }: { readonly payload: { readonly issueId: string; readonly actionId: string } }): Place[] {
  return [{ issueId: payload.issueId, key: `action:${payload.actionId}` }];
}

/** The hybrid clock's time: it never runs behind what the person had seen. */
function markedAt({ hlc, occurredAt }: EventOf<'issue.marked'>): Millis {
  return (hlc === null ? null : parseHlc(hlc))?.at ?? occurredAt;
}

/** Whether this evidence can bring an issue into being. */
export function mayRaise(evidence: Evidence): boolean {
  const { event } = evidence;
  if (event.kind === 'exchange.reported') return exchangeVerdict(event.payload).verdict === 'problem';
  if (event.kind === 'acknowledgement.received') {
    return acknowledgementVerdict(event.payload.acknowledgement).verdict === 'problem';
  }
  if (event.kind === 'acknowledgement.overdue') return event.payload.takenBack !== true;
  return event.kind === 'file.unreadable' && !isRewritten(evidence);
}

/** Whether it says of a file that it was written on since: its first bytes are not what counts any more. */
export function isRewritten({ issueId, event }: Evidence): boolean {
  if (event.kind !== 'file.unreadable' && event.kind !== 'file.received') return false;
  const { replaces } = event.payload;
  return replaces !== undefined && issueId === issueIdOf(fileFingerprint(replaces));
}

export function isAcknowledgement({ key }: Evidence): boolean {
  return key.startsWith('ack:');
}

/** Documents and their acknowledgements: what they mean depends on what else goes by the same numbers. */
export function isExchangedFile(evidence: Evidence): boolean {
  return evidence.key === 'document' || isAcknowledgement(evidence);
}

/** What people and other systems made of an issue, as against what happened. */
export function isUserAction({ event }: Evidence): boolean {
  return isReaction(eventKinds[event.kind].rank);
}

/** Whether what is said of one document is said of the other; what is said of no document in particular is of all. */
export function meets(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

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
