import type { Millis } from '#shared/lib/time.ts';
import { answeredAt, copyOf } from '../evidence/acknowledgement-time.ts';
import { isRefusal, type SentHere, type Told } from './bucket.ts';
import {
  arrivalOnly,
  compareEvidence,
  type Evidence,
  groupAcknowledgement,
  isAcknowledgement,
  isExchangedFile,
  isUserAction,
} from '../evidence/evidence.ts';
import { fingerprintsOfAcknowledgements, documentFingerprint, issueIdOf } from '../evidence/fingerprint.ts';
import type { Member, Reading } from './members.ts';
import { answersDocument, changeOfMind, showsArrival } from '../evidence/problem.ts';

export type Own = Pick<Member, 'evidence' | 'kin' | 'isTransmission' | 'since'>;

/** What an issue's own evidence is, and with whom it shares acknowledgements. */
export function ownEvidence(id: string, own: readonly Evidence[], reading: Reading): Own {
  const document = own.find(isOwnDocument);
  if (document?.event.kind === 'document.received') {
    const kin = fingerprintsOfAcknowledgements(document.event.payload.document).map(issueIdOf);
    return { evidence: ofDocument(id, own, kin, reading), kin, isTransmission: true, since: null };
  }
  const otherEvidence = own.filter((item) => !isExchangedFile(item));
  if (!own.some(isAcknowledgement)) {
    return { evidence: otherEvidence.toSorted(compareEvidence), kin: [], isTransmission: false, since: null };
  }
  const { told } = reading.bucket(id);
  const evidence = [...otherEvidence, ...leftOver(id, told, reading)].toSorted(compareEvidence);
  const isTransmission = told.some(({ ofGroup, evidence: { event } }) => !ofGroup && namesSet(event));
  // Where something is left here, what people did here was about that.
  const isEmpty = evidence.every(isUserAction);
  const heir = isEmpty ? heirOf(told) : null;
  return {
    evidence,
    kin: heir === null ? [] : [heir.id],
    isTransmission: isTransmission && !isEmpty,
    since: heir?.since ?? null,
  };
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

/** Everything about one document: what is its own, and the acknowledgements that mean it. */
function ofDocument(id: string, own: readonly Evidence[], kin: readonly string[], reading: Reading): Evidence[] {
  const found: Evidence[] = [...own];
  for (const bucket of kin) {
    for (const told of reading.bucket(bucket).told) {
      const evidence = toDocument(id, told);
      if (evidence !== null) found.push(evidence);
    }
  }
  // Two files may have brought it: the one that was read first counts, whichever came into the journal first.
  const [sent] = own.filter(isOwnDocument).toSorted(compareEvidence);
  const copy = sent?.event.kind === 'document.received' ? copyOf(sent.event) : undefined;
  return found
    .map((item) => (copy === undefined || isUserAction(item) ? item : { ...item, copy }))
    .toSorted(compareEvidence);
}

/** What an acknowledgement says of one of the documents it means; null where that is told elsewhere, or not at all. */
function toDocument(id: string, { evidence, sent, certain, whole, ofGroup }: Told): Evidence | null {
  if (!sent.some((each) => each.id === id)) return null;
  const { acknowledgement } = evidence.event.payload;
  if (!certain) {
    const doubt = sent.map(({ document }) => document);
    return { ...evidence, issueId: id, key: `doubt:${acknowledgement.type}`, doubt };
  }
  if (ofGroup && !whole && sent.length > 1) {
    // A whole group that was refused has a row of its own; here it ends the wait, and tells that the document arrived.
    if (answersDocument(acknowledgement)) return { ...evidence, issueId: id, key: groupAcknowledgement };
    return showsArrival(acknowledgement) ? { ...evidence, issueId: id, key: arrivalOnly } : null;
  }
  return { ...evidence, issueId: id, ...(whole ? { aboutDocument: null } : {}) };
}

/** What no document of its own tells: acknowledgements of what is not in the cache, of several, or of one of several. */
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
    found.set(`${event.seq}`, {
      ...evidence,
      issueId: id,
      part: `${evidence.key}~${place}`,
      aboutDocument: place,
      ...doubt,
    });
    if (!isRefusal(each)) continue;
    const shown = sent.filter((document) => listerOf(document, reading) === id);
    for (const document of shown.flatMap(({ received }) => received)) {
      const { seq, occurredAt: at } = document;
      const before = found.get(`${seq}`);
      // Where several acknowledgements list it, it is there for all of them.
      const aboutDocument = before === undefined || before.aboutDocument === place ? place : null;
      found.set(`${seq}`, { issueId: id, key: 'document', at, event: document, aboutDocument });
    }
  }
  return [...found.values()];
}

/** The one place that lists this document as refused with others; none where it is in trouble, and has a row, of its own. */
function listerOf({ id, document }: SentHere, reading: Reading): string | undefined {
  if (reading.tells(id)) return undefined;
  return fingerprintsOfAcknowledgements(document)
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

/** Acknowledgements of one envelope are about one thing; an acknowledgement in doubt ends nothing and is ended by nothing. */
function placeOf({ sent, certain, ofGroup, evidence }: Told): string {
  if (!certain || !ofGroup) return `acknowledgement:${evidence.event.payload.fileId}#${evidence.event.payload.index}`;
  return `sent:${sent[0]?.document.preparedAt ?? ''}`;
}

/** Without the document nothing but time tells whether a second acknowledgement of the same numbers is about the same thing. */
function clusterOf(told: Told, orphans: readonly Told[]): Millis {
  const times = orphans.map(({ evidence }) => answeredAt(evidence.event)).toSorted((a, b) => b - a);
  let start = answeredAt(told.evidence.event);
  for (const at of times) if (at < start && start - at <= changeOfMind) start = at;
  return start;
}

/** The document that the first refusal here turned out to be about, and when that was read. */
function heirOf(told: readonly Told[]): { readonly id: string; readonly since: Millis } | null {
  const refusals = told.filter(isRefusal).toSorted((a, b) => compareEvidence(a.evidence, b.evidence));
  for (const { sent, certain, whole, ofGroup, evidence } of refusals) {
    if (!certain || (ofGroup && !whole && sent.length > 1)) continue;
    const first = sent.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))[0];
    if (first !== undefined && (whole || sent.length === 1)) return { id: first.id, since: evidence.at };
  }
  return null;
}
