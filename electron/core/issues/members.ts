import type { IssueKind } from '#shared/model/issue.ts';
import type { ReadDb } from '../store/db.ts';
import { type EntryKeys, entryKeys, keysOf } from './document-links.ts';
import { compareEvidence, type Evidence, isDoing } from './evidence.ts';
import { acknowledgementFingerprint, documentFingerprint, issueIdOf } from './fingerprint.ts';
import { type History, readHistory } from './history.ts';
import { isVerdict } from './problem.ts';
import { readEvidence, readGroupAnswers } from './read-evidence.ts';

/** One of the issues that may be about one document, by its own evidence alone. */
export type Member = {
  readonly id: string;
  /** In order, with answers to the whole group. */
  readonly evidence: readonly Evidence[];
  /** Null where nothing was ever wrong. */
  readonly history: History | null;
  /** Its trouble is what the partner answered, or that nobody did: the same trouble may be told elsewhere. */
  readonly joins: boolean;
  /** People marked it, wrote about it, or told somebody of it. */
  readonly hasDoings: boolean;
  /** Trading Grid entries about a document, by transaction id. */
  readonly entries: ReadonlyMap<string, EntryKeys>;
  /** It is about one document by its control numbers, and not only by its business number. */
  readonly isTransmission: boolean;
  /** It is about a document by less than that: a group, an interchange, a number of any type. */
  readonly isRough: boolean;
  readonly numbers: readonly string[];
  readonly interchanges: readonly string[];
};

export function readMember(db: ReadDb, id: string): Member {
  const own = readEvidence(db, id);
  const evidence = [...own, ...readGroupAnswers(db, id, own)].toSorted(compareEvidence);
  const history = readHistory(evidence);
  const kinds = (history?.shown ?? []).map(({ problem }) => problem);
  const keys = keysOf(db, id);
  const entries = entriesOf(evidence);
  const isTransmission = evidence.some((item) => issueIdOf(ownFingerprint(item)) === id);
  return {
    id,
    evidence,
    history,
    joins: history !== null && kinds.every((kind: IssueKind | null) => kind !== null && isVerdict(kind)),
    hasDoings: evidence.some(isDoing),
    entries,
    isTransmission,
    isRough: entries.size === 0 && !isTransmission && !keys.includes(`n:${id}`),
    numbers: keys.filter((key) => key.startsWith('n:')),
    interchanges: keys.filter((key) => key.startsWith('i:')),
  };
}

function entriesOf(evidence: readonly Evidence[]): Map<string, EntryKeys> {
  const entries = new Map<string, EntryKeys>();
  for (const { event } of evidence) {
    const keys = event.kind === 'transaction.seen' ? entryKeys(event.payload) : null;
    if (event.kind !== 'transaction.seen' || keys === null) continue;
    const before = entries.get(event.payload.transactionId);
    entries.set(event.payload.transactionId, {
      number: keys.number ?? before?.number ?? null,
      interchange: keys.interchange ?? before?.interchange ?? null,
    });
  }
  return entries;
}

function ownFingerprint({ event, key }: Evidence): string {
  if (event.kind === 'document.received') return setOnly(documentFingerprint(event.payload.document));
  if (event.kind !== 'acknowledgement.received' || !key.startsWith('ack:')) return '';
  return setOnly(acknowledgementFingerprint(event.payload.acknowledgement, event.payload));
}

function setOnly(fingerprint: string | null): string {
  return fingerprint?.startsWith('doc:') === true ? fingerprint : '';
}
