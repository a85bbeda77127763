import { once } from '#shared/lib/once.ts';
import { day, type Millis } from '#shared/lib/time.ts';
import { kindOf } from '#shared/model/issue/issue-kind.ts';
import type { ReadDb } from '../store/db.ts';
import { answeredAt, copyOfExchange, sentAt } from '../evidence/acknowledgement-time.ts';
import { type Bucket, inTime, isRefusal, readBucket, type Told } from './bucket.ts';
import { type ExchangeKeys, exchangeKeys, issuesUnder, keysOf } from '../evidence/document-links.ts';
import { type Copy, type Evidence, isUserAction } from '../evidence/evidence.ts';
import { areOneEdition } from '../evidence/copies.ts';
import type { History } from '../verdict/history.ts';
import { readHistory } from '../verdict/read-history.ts';
import { isOwnDocument, ownEvidence } from './own-evidence.ts';
import { hasAcknowledgements, readEvidence } from '../evidence/read-evidence.ts';

/** One of the issues that may be about one document, by its own evidence alone. */
export type Member = {
  readonly id: string;
  /** In order; of acknowledgements those that mean it and no other. */
  readonly evidence: readonly Evidence[];
  /** Null where nothing was ever wrong. */
  readonly history: History | null;
  /** Its trouble is about a document, and the same document's trouble may be told elsewhere. */
  readonly joins: boolean;
  /** People marked it, wrote about it, or told somebody of it. */
  readonly hasUserActions: boolean;
  /** Reports of the document by a network, by the id it has there. */
  readonly entries: ReadonlyMap<string, ExchangeKeys>;
  /** It is one document that was sent, or acknowledgements that name one by its control numbers. */
  readonly isTransmission: boolean;
  /** It is about a document by less than that: a group, an interchange, a number of any type. */
  readonly isRough: boolean;
  readonly numbers: readonly string[];
  readonly interchanges: readonly string[];
  /** When what it tells of happened, as its sources wrote it; null where they don't say. */
  readonly span: Span | null;
  /** For a document: where its acknowledgements are filed. For such a place: the document that its acknowledgements turned out to be about. */
  readonly kin: readonly string[];
  /** Of a document that we have; null for everything else. */
  readonly copy: Copy | null;
  /** When the first trouble was told of here; null where none was. */
  readonly since: Millis | null;
};

type Span = { readonly from: Millis; readonly to: Millis };

/** Everything read in one go, each thing once. What is in the database must not change meanwhile. */
export type Reading = {
  readonly member: (id: string) => Member;
  readonly bucket: (id: string) => Bucket;
  /** Whether this document is in trouble, by what is said of it alone or of another copy or entry of its number. */
  readonly tells: (id: string) => boolean;
};

export function startReading(db: ReadDb): Reading {
  const members = new Map<string, Member>();
  const buckets = new Map<string, Bucket>();
  const rawBuckets = new Map<string, Bucket>();
  const raw = (id: string) => readOnce(rawBuckets, id, () => readBucket(db, id));
  const reading: Reading = {
    member: (id) => readOnce(members, id, () => readMember(db, id, reading)),
    bucket: (id) => readOnce(buckets, id, () => inTime(raw(id), raw)),
    tells(id) {
      const document = reading.member(id);
      if (document.history?.active === true) return true;
      const others = document.numbers.flatMap((key) => issuesUnder(db, key)).filter((other) => other !== id);
      return others.some((other) => {
        if (hasAcknowledgements(db, other))
          return reading.bucket(other).told.some((told) => isOrphanOf(told, document));
        const member = reading.member(other);
        return (
          member.joins && member.history?.active === true && isNear(document, member) && mayBeCopies(document, member)
        );
      });
    },
  };
  return reading;
}

function readOnce<T>(known: Map<string, T>, id: string, read: () => T): T {
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

/** An invoice and a credit note of one number are two documents, and so are a test and the real thing. */
export function mayBeCopies(a: Member, b: Member): boolean {
  return a.copy === null || b.copy === null || areOneEdition(a.copy, b.copy);
}

/** A refusal of a document of this number, of which no copy fits. */
function isOrphanOf(told: Told, document: Member): boolean {
  const at = answeredAt(told.evidence.event);
  return told.sent.length === 0 && isRefusal(told) && isNear(document, { span: { from: at, to: at } });
}

function readMember(db: ReadDb, id: string, reading: Reading): Member {
  const own = readEvidence(db, id);
  const { evidence, kin, isTransmission, since } = ownEvidence(id, own, reading);
  const keys = keysOf(db, id);
  // Of an issue that nothing leads away from, no more than its evidence is ever asked for.
  const history = once(() => readHistory(evidence));
  const entries = once(() => entriesOf(evidence));
  const span = once(() => spanOf(evidence));
  return {
    id,
    evidence,
    get history() {
      return history();
    },
    get joins() {
      const read = history();
      return read !== null && read.shown.every(({ problem }) => problem !== null && kindOf[problem].isOfDocument);
    },
    get hasUserActions() {
      return evidence.some(isUserAction);
    },
    get entries() {
      return entries();
    },
    isTransmission,
    get isRough() {
      return entries().size === 0 && !isTransmission && !keys.includes(`n:${id}`);
    },
    numbers: keys.filter((key) => key.startsWith('n:')),
    interchanges: keys.filter((key) => key.startsWith('i:')),
    get span() {
      return span();
    },
    kin,
    copy:
      own.find(isOwnDocument) === undefined ? null : (evidence.find(({ copy }) => copy !== undefined)?.copy ?? null),
    get since() {
      return history()?.firstSeenAt ?? since;
    },
  };
}

function entriesOf(evidence: readonly Evidence[]): Map<string, ExchangeKeys> {
  const entries = new Map<string, ExchangeKeys>();
  for (const { event } of evidence) {
    const keys = event.kind === 'exchange.reported' ? exchangeKeys(event.payload) : null;
    if (event.kind !== 'exchange.reported' || keys === null) continue;
    const before = entries.get(event.payload.exchangeId);
    entries.set(event.payload.exchangeId, {
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

function timeOf({ event, copy }: Evidence): Millis | null {
  if (copy !== undefined) return copy.at;
  if (event.kind === 'document.received') return sentAt(event);
  if (event.kind === 'acknowledgement.received') return answeredAt(event);
  return event.kind === 'exchange.reported' ? copyOfExchange(event).at : null;
}
