import type { Millis } from '#shared/lib/time.ts';
import type { ReadDb } from '../store/db.ts';
import { acknowledgementKey } from '../evidence/acknowledgement-key.ts';
import { answeredAt, sentAt } from '../evidence/acknowledgement-time.ts';
import type { Evidence } from '../evidence/evidence.ts';
import {
  acknowledgementFingerprint,
  fingerprintsOfAcknowledgements,
  acknowledgementLevel,
  documentFingerprint,
  envelopeKey,
  issueIdOf,
} from '../evidence/fingerprint.ts';
import { areCopies, documentsMeant, isNamed, type Meant, type Sent } from '../evidence/meant.ts';
import type { EventOf } from '../evidence/parsed-event.ts';
import { acknowledgementVerdict, changeOfMind, isFunctionalAcknowledgement } from '../evidence/problem.ts';
import { readAcknowledgements, readEvidence } from '../evidence/read-evidence.ts';

export type DocumentEvent = EventOf<'document.received'>;
export type AcknowledgementEvent = EventOf<'acknowledgement.received'>;

/** A document that was sent, with every file that brought it. */
export type SentHere = Sent & { readonly received: readonly DocumentEvent[] };

/** An acknowledgement that is filed under the bucket's fingerprint, and the documents there that it means. */
export type Told = Meant<SentHere> & {
  readonly evidence: Evidence & { readonly event: AcknowledgementEvent };
  /** It speaks of a whole group or interchange. */
  readonly ofGroup: boolean;
};

/**
 * What is filed under one fingerprint of acknowledgements: the documents that go by it and the acknowledgements that name it. Control
 * numbers come round again, so each acknowledgement is about some of the documents, about none that we have, or about one of
 * several that it does not tell apart.
 */
export type Bucket = { readonly sent: readonly SentHere[]; readonly told: readonly Told[] };

const empty: Bucket = { sent: [], told: [] };

/** Reads a bucket by itself. Without acknowledgements it is empty: documents on their own say nothing. */
export function readBucket(db: ReadDb, id: string): Bucket {
  const acknowledgements = readAcknowledgements(db, id);
  if (acknowledgements.length === 0) return empty;
  const sent = sentIn(readEvidence(db, id));
  const told = acknowledgements.flatMap((evidence): Told[] => {
    const { event } = evidence;
    if (event.kind !== 'acknowledgement.received') return [];
    const { acknowledgement } = event.payload;
    const level = acknowledgementLevel(acknowledgementFingerprint(acknowledgement, event.payload));
    const meant = documentsMeant(acknowledgement, answeredAt(event), level, sent);
    const ofGroup = level === 'group';
    return [{ ...wholly(ofGroup ? unnamed(meant, event) : meant), evidence: { ...evidence, event }, ofGroup }];
  });
  return { sent, told };
}

/**
 * The same in the light of what other buckets, which `read` gives, say of the same documents. A translator answers a
 * document once and, where it changes its mind, soon: what comes days after the first acknowledgement is about another document of
 * the same numbers, which we do not have.
 */
export function inTime({ sent, told }: Bucket, read: (id: string) => Bucket): Bucket {
  const first = new Map<string, Millis>();
  const note = ({ sent: meant, evidence: { event } }: Told) => {
    if (!isFunctionalAcknowledgement(event.payload.acknowledgement)) return;
    const at = answeredAt(event);
    for (const { id } of meant) first.set(id, Math.min(at, first.get(id) ?? at));
  };
  const meant = new Map(told.flatMap((each) => each.sent).map((each) => [each.id, each.document]));
  const places = new Set([...meant.values()].flatMap(fingerprintsOfAcknowledgements).map(issueIdOf));
  for (const place of places) for (const each of read(place).told) note(each);
  return { sent, told: settleDoubt(told.map((each) => withoutSettled(each, first))) };
}

function withoutSettled(told: Told, first: ReadonlyMap<string, Millis>): Told {
  const { event } = told.evidence;
  if (!isFunctionalAcknowledgement(event.payload.acknowledgement)) return told;
  const at = answeredAt(event);
  const sent = told.sent.filter(({ id }) => at - (first.get(id) ?? at) <= changeOfMind);
  if (sent.length === told.sent.length) return told;
  const envelopes = new Set(sent.map(({ document }) => envelopeKey(document)));
  const certain = told.certain || sent.length < 2 || (told.ofGroup && envelopes.size < 2);
  return { ...told, ...wholly({ sent, certain, whole: false }) };
}

/** What a group's verdict says of the sets that have an acknowledgement of their own beside it, those acknowledgements say better. */
function unnamed(meant: Meant<SentHere>, { payload }: AcknowledgementEvent): Meant<SentHere> {
  const { acknowledgement } = payload;
  if (acknowledgement.named.length === 0) return meant;
  return { ...meant, sent: meant.sent.filter(({ document }) => !isNamed(acknowledgement, document)) };
}

/** Copies of one document need not be told apart: what is said of them is said of the document. */
function wholly(meant: Meant<SentHere>): Meant<SentHere> {
  return areCopies(meant.sent) ? { ...meant, certain: true, whole: true } : meant;
}

function sentIn(evidence: readonly Evidence[]): SentHere[] {
  const byId = new Map<string, DocumentEvent[]>();
  for (const { event } of evidence) {
    if (event.kind !== 'document.received') continue;
    const fingerprint = documentFingerprint(event.payload.document);
    if (fingerprint === null) continue;
    const id = issueIdOf(fingerprint);
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [event]);
    else known.push(event);
  }
  return [...byId].flatMap(([id, events]) => {
    const received = events.toSorted(
      (a, b) => a.occurredAt - b.occurredAt || (a.payload.fileId < b.payload.fileId ? -1 : 1),
    );
    const [first] = received;
    return first === undefined ? [] : [{ id, at: sentAt(first), document: first.payload.document, received }];
  });
}

/** Where as many acknowledgements came as documents fit, and all say the same, it does not matter which is about which. */
function settleDoubt(told: readonly Told[]): Told[] {
  const settled = new Map<Told, SentHere>();
  for (const alike of byDocuments(told.filter(({ certain, ofGroup }) => !certain && !ofGroup))) {
    const documents = alike[0]?.sent.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)) ?? [];
    const acknowledgements = new Set(alike.map(({ evidence }) => acknowledgementKey(evidence.event)));
    const verdicts = new Set(alike.map(({ evidence }) => verdictWord(evidence.event)));
    if (acknowledgements.size < documents.length || verdicts.size > 1) continue;
    const order = [...acknowledgements].toSorted();
    for (const each of alike) {
      const place = Math.min(order.indexOf(acknowledgementKey(each.evidence.event)), documents.length - 1);
      const document = documents[place];
      if (document !== undefined) settled.set(each, document);
    }
  }
  return told.map((each) => {
    const document = settled.get(each);
    return document === undefined ? each : { ...each, sent: [document], certain: true };
  });
}

function byDocuments(told: readonly Told[]): Iterable<readonly Told[]> {
  const groups = new Map<string, Told[]>();
  for (const each of told) {
    const key = each.sent
      .map(({ id }) => id)
      .toSorted()
      .join();
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [each]);
    else known.push(each);
  }
  return groups.values();
}

function verdictWord({ payload }: AcknowledgementEvent): string {
  return acknowledgementVerdict(payload.acknowledgement).verdict;
}

export function isRefusal({ evidence }: Told): boolean {
  return acknowledgementVerdict(evidence.event.payload.acknowledgement).verdict === 'problem';
}
