import type { Millis } from '#shared/lib/time.ts';
import type { EdiDocument } from '#shared/model/edi/edi.ts';
import { isReaction } from '#shared/model/event/kind.ts';
import { eventKinds } from '#shared/model/event/kinds.ts';
import { fileFingerprint, issueIdOf } from './fingerprint.ts';
import type { EvidenceEvent } from './parsed-event.ts';
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
export const pinOfSet = 'set';
export const pinPrefix = 'set:';

/** The set that this evidence puts its issue in; null for all other evidence. */
export function setOf(key: string): string | null {
  return key.startsWith(pinPrefix) ? key.slice(pinPrefix.length) : null;
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
