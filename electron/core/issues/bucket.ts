import type { ReadDb } from '../store/db.ts';
import { answerKey } from './answer-key.ts';
import { answeredAt, sentAt } from './answer-time.ts';
import type { Evidence } from './evidence.ts';
import { acknowledgementFingerprint, answerLevel, documentFingerprint, issueIdOf } from './fingerprint.ts';
import { documentsMeant, isNamed, type Meant, type Sent } from './meant.ts';
import type { EventOf } from './parsed-event.ts';
import { acknowledgementVerdict } from './problem.ts';
import { readAnswers, readEvidence } from './read-evidence.ts';

export type DocumentEvent = EventOf<'document.received'>;
export type AnswerEvent = EventOf<'acknowledgement.received'>;

/** A document that was sent, with every file that brought it. */
export type SentHere = Sent & { readonly received: readonly DocumentEvent[] };

/** An answer that is filed under the bucket's fingerprint, and the documents there that it means. */
export type Told = Meant<SentHere> & {
  readonly evidence: Evidence & { readonly event: AnswerEvent };
  /** It speaks of a whole group or interchange. */
  readonly ofGroup: boolean;
};

/**
 * What is filed under one fingerprint of answers: the documents that go by it and the answers that name it. Control
 * numbers come round again, so each answer is about some of the documents, about none that we have, or about one of
 * several that it does not tell apart.
 */
export type Bucket = { readonly sent: readonly SentHere[]; readonly told: readonly Told[] };

const empty: Bucket = { sent: [], told: [] };

/** Reads a bucket. Without answers it is empty: documents on their own say nothing. */
export function readBucket(db: ReadDb, id: string): Bucket {
  const answers = readAnswers(db, id);
  if (answers.length === 0) return empty;
  const sent = sentIn(readEvidence(db, id));
  const told = answers.flatMap((evidence): Told[] => {
    const { event } = evidence;
    if (event.kind !== 'acknowledgement.received') return [];
    const { acknowledgement } = event.payload;
    const level = answerLevel(acknowledgementFingerprint(acknowledgement, event.payload));
    const meant = documentsMeant(acknowledgement, answeredAt(event), level, sent);
    const ofGroup = level === 'group';
    return [{ ...(ofGroup ? unnamed(meant, event) : meant), evidence: { ...evidence, event }, ofGroup }];
  });
  return { sent, told: settleDoubt(told) };
}

/** What a group's verdict says of the sets that have an answer of their own beside it, those answers say better. */
function unnamed(meant: Meant<SentHere>, { payload }: AnswerEvent): Meant<SentHere> {
  const { acknowledgement } = payload;
  if (acknowledgement.named.length === 0) return meant;
  return { ...meant, sent: meant.sent.filter(({ document }) => !isNamed(acknowledgement, document)) };
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

/** Where as many answers came as documents fit, and all say the same, it does not matter which is about which. */
function settleDoubt(told: readonly Told[]): Told[] {
  const settled = new Map<Told, SentHere>();
  for (const alike of byDocuments(told.filter(({ certain, ofGroup }) => !certain && !ofGroup))) {
    const documents = alike[0]?.sent.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)) ?? [];
    const answers = new Set(alike.map(({ evidence }) => answerKey(evidence.event)));
    const verdicts = new Set(alike.map(({ evidence }) => verdictWord(evidence.event)));
    if (answers.size < documents.length || verdicts.size > 1) continue;
    const order = [...answers].toSorted();
    for (const each of alike) {
      const place = Math.min(order.indexOf(answerKey(each.evidence.event)), documents.length - 1);
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

function verdictWord({ payload }: AnswerEvent): string {
  const verdict = acknowledgementVerdict(payload.acknowledgement);
  return typeof verdict === 'object' ? 'problem' : verdict;
}
