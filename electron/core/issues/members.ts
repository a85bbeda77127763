import { day, type Millis } from '#shared/lib/time.ts';
import type { IssueKind } from '#shared/model/issue.ts';
import type { ReadDb } from '../store/db.ts';
import { answeredAt, sentAt } from './answer-time.ts';
import { type Bucket, inTime, readBucket, type SentHere, type Told } from './bucket.ts';
import { type EntryKeys, entryKeys, issuesUnder, keysOf } from './document-links.ts';
import { compareEvidence, type Evidence, groupAnswer, isAnswer, isDoing, isPaper } from './evidence.ts';
import { answerFingerprints, documentFingerprint, issueIdOf } from './fingerprint.ts';
import { type History, readHistory } from './history.ts';
import { acknowledgementVerdict, answersDocument, changeOfMind } from './problem.ts';
import { hasAnswers, readEvidence } from './read-evidence.ts';

/** One of the issues that may be about one document, by its own evidence alone. */
export type Member = {
  readonly id: string;
  /** In order; of answers those that mean it and no other. */
  readonly evidence: readonly Evidence[];
  /** Null where nothing was ever wrong. */
  readonly history: History | null;
  /** Its trouble is about a document, and the same document's trouble may be told elsewhere. */
  readonly joins: boolean;
  /** People marked it, wrote about it, or told somebody of it. */
  readonly hasDoings: boolean;
  /** Trading Grid entries about a document, by transaction id. */
  readonly entries: ReadonlyMap<string, EntryKeys>;
  /** It is one document that was sent, or answers that name one by its control numbers. */
  readonly isTransmission: boolean;
  /** It is about a document by less than that: a group, an interchange, a number of any type. */
  readonly isRough: boolean;
  readonly numbers: readonly string[];
  readonly interchanges: readonly string[];
  /** When what it tells of happened, as its sources wrote it; null where they don't say. */
  readonly span: Span | null;
  /** For a document: where its answers are filed. For such a place: the document that its answers turned out to be about. */
  readonly kin: readonly string[];
};

type Span = { readonly from: Millis; readonly to: Millis };

/** Everything read in one go, each thing once. What is in the database must not change meanwhile. */
export type Reading = {
  member(id: string): Member;
  bucket(id: string): Bucket;
  /** Whether this document is in trouble, by what is said of it alone or of another copy or entry of its number. */
  tells(id: string): boolean;
};

export function startReading(db: ReadDb): Reading {
  const members = new Map<string, Member>();
  const buckets = new Map<string, Bucket>();
  const rawBuckets = new Map<string, Bucket>();
  const raw = (id: string) => remembered(rawBuckets, id, () => readBucket(db, id));
  const reading: Reading = {
    member: (id) => remembered(members, id, () => readMember(db, id, reading)),
    bucket: (id) => remembered(buckets, id, () => inTime(raw(id), raw)),
    tells(id) {
      const document = reading.member(id);
      if (document.history?.active === true) return true;
      const others = document.numbers.flatMap((key) => issuesUnder(db, key)).filter((other) => other !== id);
      return others.some((other) => {
        if (hasAnswers(db, other)) return reading.bucket(other).told.some((told) => isOrphanOf(told, document));
        const { joins, history, ...rest } = reading.member(other);
        return joins && history?.active === true && isNear(document, rest);
      });
    },
  };
  return reading;
}

function remembered<T>(known: Map<string, T>, id: string, read: () => T): T {
  const found = known.get(id) ?? read();
  known.set(id, found);
  return found;
}

/** Numbers are used again: what is told of them a month apart is told of two documents. */
const apart = 30 * day;

export function isNear(a: Pick<Member, 'span'>, b: Pick<Member, 'span'>): boolean {
  if (a.span === null || b.span === null) return true;
  return a.span.from - b.span.to <= apart && b.span.from - a.span.to <= apart;
}

/** A refusal of a document of this number, of which no copy fits. */
function isOrphanOf(told: Told, document: Member): boolean {
  const at = answeredAt(told.evidence.event);
  return told.sent.length === 0 && isRefusal(told) && isNear(document, { span: { from: at, to: at } });
}

type Own = Pick<Member, 'evidence' | 'kin' | 'isTransmission'>;

function readMember(db: ReadDb, id: string, reading: Reading): Member {
  const own = readEvidence(db, id);
  const { evidence, kin, isTransmission } = ownEvidence(id, own, reading);
  const history = readHistory(evidence);
  const kinds = (history?.shown ?? []).map(({ problem }) => problem);
  const keys = keysOf(db, id);
  const entries = entriesOf(evidence);
  return {
    id,
    evidence,
    history,
    joins: history !== null && kinds.every((kind) => kind !== null && isOfDocument(kind)),
    hasDoings: evidence.some(isDoing),
    entries,
    isTransmission,
    isRough: entries.size === 0 && !isTransmission && !keys.includes(`n:${id}`),
    numbers: keys.filter((key) => key.startsWith('n:')),
    interchanges: keys.filter((key) => key.startsWith('i:')),
    span: spanOf(evidence),
    kin,
  };
}

/** A file that can't be read and a message in words are about themselves. */
function isOfDocument(kind: IssueKind): boolean {
  return kind !== 'unreadable-file' && kind !== 'message';
}

function ownEvidence(id: string, own: readonly Evidence[], reading: Reading): Own {
  const document = own.find(isOwnDocument);
  if (document?.event.kind === 'document.received') {
    const kin = answerFingerprints(document.event.payload.document).map(issueIdOf);
    return { evidence: ofDocument(id, own, kin, reading), kin, isTransmission: true };
  }
  const notPapers = own.filter((item) => !isPaper(item));
  if (!own.some(isAnswer)) return { evidence: notPapers.toSorted(compareEvidence), kin: [], isTransmission: false };
  const { told } = reading.bucket(id);
  const evidence = [...notPapers, ...leftOver(id, told, reading)].toSorted(compareEvidence);
  const isTransmission = told.some(({ ofGroup, evidence: { event } }) => !ofGroup && namesSet(event));
  // Where something is left here, what people did here was about that.
  const isEmpty = evidence.every(isDoing);
  return { evidence, kin: isEmpty ? heirOf(told) : [], isTransmission: isTransmission && !isEmpty };
}

/** Whether the evidence is the very document that the issue is about. */
export function isOwnDocument({ event, issueId }: Evidence): boolean {
  if (event.kind !== 'document.received') return false;
  const fingerprint = documentFingerprint(event.payload.document);
  return fingerprint !== null && issueIdOf(fingerprint) === issueId;
}

function namesSet({ payload: { acknowledgement } }: Told['evidence']['event']): boolean {
  return acknowledgement.answers.type !== null && acknowledgement.answers.control.set !== null;
}

/** Everything about one document: what is its own, and the answers that mean it. */
function ofDocument(id: string, own: readonly Evidence[], kin: readonly string[], reading: Reading): Evidence[] {
  const waits = own.some(({ key }) => key === 'overdue');
  const found: Evidence[] = [...own];
  for (const bucket of kin) {
    for (const told of reading.bucket(bucket).told) {
      const evidence = toDocument(id, told, waits);
      if (evidence !== null) found.push(evidence);
    }
  }
  const sent = own.find(isOwnDocument);
  const at = sent?.event.kind === 'document.received' ? sentAt(sent.event) : undefined;
  return found
    .map((item) => (at === undefined || isDoing(item) ? item : { ...item, sentAt: at }))
    .toSorted(compareEvidence);
}

/** What an answer says of one of the documents it means; null where that is told elsewhere, or not at all. */
function toDocument(id: string, { evidence, sent, certain, whole, ofGroup }: Told, waits: boolean): Evidence | null {
  if (!sent.some((each) => each.id === id)) return null;
  const { acknowledgement } = evidence.event.payload;
  if (ofGroup && !whole && (sent.length > 1 || !certain)) {
    // A whole group that was answered has a row of its own; here it ends the wait for an answer.
    return waits && certain && answersDocument(acknowledgement) ? { ...evidence, issueId: id, key: groupAnswer } : null;
  }
  if (!certain) {
    const doubt = sent.map(({ document }) => document);
    return { ...evidence, issueId: id, key: `doubt:${acknowledgement.type}`, doubt };
  }
  return { ...evidence, issueId: id, ...(whole ? { subject: null } : {}) };
}

/** What no document of its own tells: answers to what is not in the cache, to several, or to one of several. */
function leftOver(id: string, told: readonly Told[], reading: Reading): Evidence[] {
  const found = new Map<string, Evidence>();
  const orphans = told.filter(({ sent }) => sent.length === 0);
  for (const each of told) {
    const { evidence, sent, certain, whole, ofGroup } = each;
    // What is certain of one document that document tells itself.
    if (certain && sent.length > 0 && (whole || !ofGroup || sent.length === 1)) continue;
    const { event } = evidence;
    const place = sent.length === 0 ? `time:${clusterOf(each, orphans)}` : placeOf(each);
    const doubt = certain ? {} : { doubt: sent.map(({ document }) => document) };
    found.set(`${event.seq}`, { ...evidence, issueId: id, part: `${evidence.key}~${place}`, subject: place, ...doubt });
    if (!isRefusal(each)) continue;
    const shown = sent.filter((document) => listerOf(document, reading) === id);
    for (const document of shown.flatMap(({ received }) => received)) {
      const { seq, occurredAt: at } = document;
      found.set(`${seq}`, { issueId: id, key: 'document', at, event: document, subject: place });
    }
  }
  return [...found.values()];
}

/** The one place that lists this document as refused with others; none where it is in trouble, and has a row, of its own. */
function listerOf({ id, document }: SentHere, reading: Reading): string | undefined {
  if (reading.tells(id)) return undefined;
  return answerFingerprints(document)
    .map(issueIdOf)
    .find((place) =>
      reading
        .bucket(place)
        .told.some((told) => isRefusal(told) && listsSeveral(told) && told.sent.some((each) => each.id === id)),
    );
}

/** Said of several documents, or of one of several. */
function listsSeveral({ certain, whole, sent }: Told): boolean {
  return !certain || (sent.length > 1 && !whole);
}

function isRefusal({ evidence }: Told): boolean {
  return typeof acknowledgementVerdict(evidence.event.payload.acknowledgement) === 'object';
}

/** Answers to one envelope are about one thing; an answer in doubt ends nothing and is ended by nothing. */
function placeOf({ sent, certain, ofGroup, evidence }: Told): string {
  if (!certain || !ofGroup) return `answer:${evidence.event.payload.fileId}#${evidence.event.payload.index}`;
  return `sent:${sent[0]?.document.preparedAt ?? ''}`;
}

/** Without the document nothing but time tells whether a second answer to the same numbers is about the same thing. */
function clusterOf(told: Told, orphans: readonly Told[]): Millis {
  const times = orphans.map(({ evidence }) => answeredAt(evidence.event)).toSorted((a, b) => b - a);
  let start = answeredAt(told.evidence.event);
  for (const at of times) if (at < start && start - at <= changeOfMind) start = at;
  return start;
}

/** The document that the first refusal here turned out to be about. */
function heirOf(told: readonly Told[]): readonly string[] {
  const refusals = told.filter(isRefusal).toSorted((a, b) => compareEvidence(a.evidence, b.evidence));
  for (const { sent, certain, whole, ofGroup } of refusals) {
    if (!certain || (ofGroup && !whole && sent.length > 1)) continue;
    const first = sent.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))[0];
    if (first !== undefined && (whole || sent.length === 1)) return [first.id];
  }
  return [];
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

function spanOf(evidence: readonly Evidence[]): Span | null {
  const times = evidence.flatMap((item) => timeOf(item) ?? []);
  return times.length === 0 ? null : { from: Math.min(...times), to: Math.max(...times) };
}

function timeOf({ event, sentAt: sent }: Evidence): Millis | null {
  if (sent !== undefined) return sent;
  switch (event.kind) {
    case 'document.received':
      return sentAt(event);
    case 'acknowledgement.received':
      return answeredAt(event);
    case 'transaction.seen': {
      const { arrivedAt, statusAt } = event.payload;
      return arrivedAt > 0 ? arrivedAt : statusAt > 0 ? statusAt : event.occurredAt;
    }
    default:
      return null;
  }
}
