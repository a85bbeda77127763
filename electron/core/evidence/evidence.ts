import type { Millis } from '#shared/lib/time.ts';
import { canonicalJson } from '#shared/lib/json.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import { parseHlc } from '#shared/lib/hlc.ts';
import type { EdiDocument } from '#shared/model/edi/edi.ts';
import type { EventKind } from '#shared/model/event/event.ts';
import { receiptKinds } from '#shared/model/feed/receipt.ts';
import {
  acknowledgementFingerprint,
  documentFingerprints,
  exchangeFingerprint,
  fileFingerprint,
  issueIdOf,
  issueIdOfKey,
} from './fingerprint.ts';
import type { ParsedEvent } from './parsed-event.ts';
import { acknowledgementVerdict, exchangeVerdict } from './problem.ts';

/** That an event says something about an issue: about which part of it, and when that was so. */
export type Evidence = {
  readonly issueId: string;
  /** What in the issue it is about: `exchange:<id>`, `ack:997`, `overdue`, `mark:owner`. Later evidence replaces earlier. */
  readonly key: string;
  readonly at: Millis;
  readonly event: ParsedEvent;
  /** Where several issues make one row: `key`, told apart by issue. */
  readonly part?: string;
  /** Where several issues make one row: the document it is about; null for all of them. */
  readonly subject?: string | null;
  /** The copy of the document that it is about. */
  readonly copy?: Copy;
  /** For what is filed under a set of issues: the episode that this one was in then. */
  readonly episode?: number;
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

/** Which issues an event says something about. Pure: looks at nothing but the event. */
export function evidenceOf(event: ParsedEvent): readonly Evidence[] {
  const at = event.occurredAt;
  switch (event.kind) {
    case 'exchange.reported': {
      const { payload } = event;
      const { delivery, acknowledgement } = payload.reports;
      const latest = Math.max(delivery.at ?? 0, acknowledgement?.at ?? 0);
      return [one(exchangeFingerprint(payload), `exchange:${payload.exchangeId}`, latest > 0 ? latest : at, event)];
    }
    case 'document.received':
      return documentFingerprints(event.payload.document).map((fingerprint) => one(fingerprint, 'document', at, event));
    case 'acknowledgement.received': {
      const { acknowledgement } = event.payload;
      return [
        one(acknowledgementFingerprint(acknowledgement, event.payload), `ack:${acknowledgement.type}`, at, event),
      ];
    }
    case 'file.unreadable': {
      const { fileId, replaces } = event.payload;
      return [fileId, replaces].flatMap((id) => (id === undefined ? [] : one(fileFingerprint(id), 'file', at, event)));
    }
    case 'file.received': {
      const { replaces } = event.payload;
      return replaces === undefined ? [] : [one(fileFingerprint(replaces), 'file', at, event)];
    }
    case 'acknowledgement.overdue':
      return [one(event.payload.fingerprint, 'overdue', at, event)];
    case 'issue.marked':
      return [about(event.payload.issueId, `mark:${event.payload.field}`, markedAt(event.hlc, at), event)];
    case 'issue.commented':
      return [about(event.payload.issueId, 'comment', at, event)];
    case 'subject.pinned': {
      const { subject, issues } = event.payload;
      return [
        about(subject, pinOfSet, at, event),
        ...issues.map(({ id }) => about(id, `${pinPrefix}${subject}`, at, event)),
      ];
    }
    case 'action.requested':
    case 'action.approved':
    case 'action.cancelled':
    case 'action.settled':
      return [about(event.payload.issueId, `action:${event.payload.actionId}`, at, event)];
    case 'receipt.received': {
      const issueId = issueIdOfKey(event.payload.key);
      return issueId === null ? [] : [about(issueId, `receipt:${event.payload.id}`, at, event)];
    }
    case 'command.received':
      return [about(event.payload.issueId, 'command', at, event)];
    case 'business.event':
    case 'partner.seen':
    case 'person.erased':
    case 'journal.trimmed':
      return [];
    default:
      return assertNever(event, 'event');
  }
}

function about(issueId: string, key: string, at: Millis, event: ParsedEvent): Evidence {
  return { issueId, key, at, event };
}

function one(fingerprint: string, key: string, at: Millis, event: ParsedEvent): Evidence {
  return about(issueIdOf(fingerprint), key, at, event);
}

/** The hybrid clock's time: it never runs behind what the person had seen. */
function markedAt(hlc: string | null, at: Millis): Millis {
  return (hlc === null ? null : parseHlc(hlc))?.at ?? at;
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

const userActions: ReadonlySet<EventKind> = new Set([
  'subject.pinned',
  'action.requested',
  'action.approved',
  'action.cancelled',
  'action.settled',
  'receipt.received',
  'issue.marked',
  'issue.commented',
  'command.received',
]);

/** What people and other systems made of an issue, as against what happened. */
export function isUserAction({ event }: Evidence): boolean {
  return userActions.has(event.kind);
}

/** At one moment, what happened comes before what people and other systems made of it. */
const order: Readonly<Record<EventKind, number>> = {
  'file.received': 0,
  'partner.seen': 0,
  'person.erased': 0,
  'business.event': 0,
  'journal.trimmed': 0,
  'document.received': 0,
  'exchange.reported': 1,
  'acknowledgement.received': 2,
  'file.unreadable': 3,
  'acknowledgement.overdue': 4,
  'subject.pinned': 5,
  'action.requested': 6,
  'action.approved': 6,
  'action.cancelled': 7,
  'action.settled': 8,
  'receipt.received': 9,
  'issue.marked': 10,
  'issue.commented': 11,
  'command.received': 12,
};

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

/** The order in which evidence is read. It does not depend on when, or how often, an event was fetched. */
export function compareEvidence(a: Evidence, b: Evidence): number {
  return (
    a.at - b.at ||
    order[a.event.kind] - order[b.event.kind] ||
    compareText(a.event.hlc ?? '', b.event.hlc ?? '') ||
    weight(a) - weight(b) ||
    compareText(a.key, b.key) ||
    compareText(a.event.source, b.event.source) ||
    compareText(a.event.sourceId, b.event.sourceId) ||
    compareText(canonicalJson(a.event.payload), canonicalJson(b.event.payload))
  );
}
