import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { noteSet } from '../store/tables/sets.ts';
import { noteAcknowledgement, noteDocument, noteFile } from '../store/tables/files.ts';
import { prepare, type ReadDb, type WriteDb } from '../store/db.ts';
import { type IssueContext, readContext } from '../verdict/context.ts';
import { gatherChanges, type PageChanges, storedIssue, writeIssue } from '../queue/write-issue.ts';
import { deriveIssue } from '../verdict/derive.ts';
import type { Told } from '../same-document/bucket.ts';
import { type Added, hasExchangedFiles, issuesBesideOthers, noteLinks, relatives } from '../evidence/document-links.ts';
import { type Evidence, evidenceOf, isExchangedFile, isUserAction, mayRaise } from '../evidence/evidence.ts';
import { fingerprintsOfAcknowledgements, issueIdOf } from '../evidence/fingerprint.ts';
import { type Reading, startReading } from '../same-document/members.ts';
import { isOwnDocument } from '../same-document/own-evidence.ts';
import { checkEnvelope, type ParsedEvent, readEvent } from '../evidence/parsed-event.ts';
import { notePartner } from '../partners/partners.ts';
import { hasAcknowledgements, readEvidence, remember } from '../evidence/read-evidence.ts';
import { rowsOfDocument } from '../same-document/same-document.ts';
import type { Ingested } from '../ingest.ts';
import { append } from '../store/journal/journal.ts';

const evidenceSql = 'INSERT INTO evidence (issue_id, seq, key, at) VALUES (?, ?, ?, ?)';

/**
 * The one way to write events: journal and every projection, in the caller's transaction. What is not what
 * `eventKinds` say never gets in: nothing could take it out again. Throws `BadEventError`.
 */
export function ingestEvents(db: WriteDb, events: readonly NewEvent[], recordedAt: Millis): Ingested {
  for (const event of events) checkEnvelope(event);
  const { appended, duplicates } = append(db, events, recordedAt);
  return { appended, duplicates, issueIds: foldEvents(db, appended.map(readEvent)) };
}

/** Brings every projection up to date with events that are in the journal. Returns the issues that they say something about. */
export function foldEvents(db: WriteDb, events: readonly ParsedEvent[], originals: ReadDb = db): readonly string[] {
  const first = events[0];
  if (first === undefined) return [];
  remember(db, events);
  const fresh = new Map<string, Evidence[]>();
  const renamed = new Set<string>();
  const links: Added = { keys: new Map(), issues: new Set() };
  const hadPapers = hasExchangedFiles(db);
  let papers = hadPapers;
  for (const event of events) {
    note(db, event, renamed);
    for (const evidence of evidenceOf(event)) {
      prepare(db, evidenceSql).run(evidence.issueId, event.seq, evidence.key, evidence.at);
      const known = fresh.get(evidence.issueId);
      if (known === undefined) fresh.set(evidence.issueId, [evidence]);
      else known.push(evidence);
    }
    papers = noteLinks(db, event, links, papers);
  }
  const context = readContext(db, originals);
  const changes = gatherChanges();
  const reading = startReading(db);
  const touched = new Set<string>();
  const others = new Set<string>();
  const withRelatives = (id: string) => {
    others.add(id);
    for (const each of relatives(db, id, links.keys)) others.add(each);
  };
  for (const [issueId, evidence] of fresh) {
    if (papers && evidence.some(isExchangedFile)) {
      for (const id of affectedByFiles(db, issueId, evidence, reading)) withRelatives(id);
      continue;
    }
    // Where a network alone tells, what nothing was filed of before has no row, and no links but this page's.
    const earlier = papers ? null : readEvidence(db, issueId, first.seq);
    const isNew = earlier?.length === 0;
    const beside = isNew && !links.issues.has(issueId) ? new Set<string>() : relatives(db, issueId, links.keys);
    if (beside.size > 0) {
      for (const id of [issueId, ...beside]) others.add(id);
      continue;
    }
    const before = isNew ? null : storedIssue(db, issueId);
    if (before === null && !evidence.some(mayRaise) && !evidence.some(isUserAction)) continue;
    const all = [...(earlier ?? readEvidence(db, issueId, first.seq)), ...evidence];
    if (papers && all.some(isExchangedFile)) {
      withRelatives(issueId);
      continue;
    }
    const set = issuesOfSet(issueId, all);
    if (set.length > 0) {
      for (const id of set) withRelatives(id);
      continue;
    }
    const derived = deriveIssue(issueId, all, context);
    writeIssue(db, before, derived?.issue ?? null, changes);
    touched.add(issueId);
  }
  for (const id of ofAddresses(db, renamed)) others.add(id);
  // With the first paper, what failed on a network is told of by document.
  if (papers && !hadPapers) for (const id of issuesBesideOthers(db)) others.add(id);
  for (const id of answeredWith(others, reading)) withRelatives(id);
  const done = new Set<string>();
  for (const issueId of others) {
    for (const changed of rederive(db, issueId, context, changes, done, reading)) touched.add(changed);
    if (fresh.has(issueId) && storedIssue(db, issueId) !== null) touched.add(issueId);
  }
  changes.write(db);
  return [...touched];
}

/** The issues of a set that an action is about; none for an issue. */
function issuesOfSet(id: string, evidence: readonly Evidence[]): readonly string[] {
  for (const { event } of evidence) {
    if (event.kind === 'subject.pinned' && event.payload.subject === id)
      return event.payload.issues.map((each) => each.id);
  }
  return [];
}

/** The tables beside the issues. */
function note(db: WriteDb, event: ParsedEvent, renamed: Set<string>): void {
  const { seq, occurredAt: receivedAt } = event;
  if (event.kind === 'subject.pinned') noteSet(db, event.payload);
  if (event.kind === 'partner.seen') for (const address of notePartner(db, event)) renamed.add(address);
  if (event.kind === 'file.received') noteFile(db, event.payload, receivedAt);
  if (event.kind === 'document.received') noteDocument(db, { ...event.payload, seq, receivedAt });
  if (event.kind === 'acknowledgement.received') noteAcknowledgement(db, { ...event.payload, seq, receivedAt });
}

/**
 * Works an issue out anew from the journal, and those that share a row with it. Leaves out, and adds to, those that are
 * `done`. Returns the ones whose row changed.
 */
function rederive(
  db: WriteDb,
  issueId: string,
  context: IssueContext,
  changes: PageChanges,
  done: Set<string>,
  reading: Reading,
): readonly string[] {
  if (done.has(issueId)) return [];
  const changed: string[] = [];
  for (const [id, evidence] of rowsOfDocument(db, issueId, reading)) {
    done.add(id);
    const derived = evidence === null ? null : deriveIssue(id, evidence, context);
    if (writeIssue(db, storedIssue(db, id), derived?.issue ?? null, changes)) changed.push(id);
  }
  return changed;
}

/** Works these issues out anew. Returns those that changed. */
export function rederiveIssues(db: WriteDb, ids: readonly string[]): readonly string[] {
  const context = readContext(db);
  const changes = gatherChanges();
  const reading = startReading(db);
  const done = new Set<string>();
  const changed = ids.flatMap((id) => rederive(db, id, context, changes, done, reading));
  changes.write(db);
  return changed;
}

/** Works every issue out anew: for when a setting that they depend on has changed. Returns those that changed. */
export function rederiveAll(db: WriteDb): readonly string[] {
  const ids = prepare(db, 'SELECT id FROM issues').all();
  return rederiveIssues(
    db,
    ids.map((row) => idSchema.parse(row).id),
  );
}

/**
 * The same for unresolved issues alone and a few at a time: `limit` of them, by id, after `after`. Gives the last one
 * looked at, null when there are no more.
 */
export function rederiveUnresolved(
  db: WriteDb,
  after: string,
  limit: number,
): { readonly changed: readonly string[]; readonly last: string | null } {
  const ids = prepare(db, 'SELECT id FROM issues WHERE resolved = 0 AND id > ? ORDER BY id LIMIT ?')
    .all(after, limit)
    .map((row) => idSchema.parse(row).id);
  const changed = rederiveIssues(db, ids);
  return { changed, last: ids.length < limit ? null : (ids.at(-1) ?? null) };
}

const idSchema = z.object({ id: z.string() });
/** A group may hold thousands of documents. Of so many, only those are looked at anew that are told of somewhere. */
const fewest = 3;

/** The issues that may read differently now that these papers are filed here. */
function affectedByFiles(db: WriteDb, id: string, papers: readonly Evidence[], reading: Reading): readonly string[] {
  if (!hasAcknowledgements(db, id)) {
    // A document is its own issue; where no acknowledgement lies, there is nothing to say of it otherwise.
    return papers.some(isOwnDocument) ? [id] : [];
  }
  const { sent, told } = reading.bucket(id);
  const isWide = sent.length > fewest && told.some(({ ofGroup }) => ofGroup);
  if (!isWide) return [id, ...sent.map((document) => document.id)];
  const places = new Set(sent.flatMap(({ document }) => fingerprintsOfAcknowledgements(document)).map(issueIdOf));
  const find = prepare(db, 'SELECT 1 FROM issues WHERE id = ?');
  const exists = (each: string) => find.get(each) !== undefined;
  const ids = [...places, ...sent.map((document) => document.id)];
  return [id, ...fewMeant(told), ...ids.filter((each) => exists(each) || [...relatives(db, each)].some(exists))];
}

/** Where these documents are answered, and what is answered there with them: what is said of one decides what is left for others. */
function answeredWith(ids: Iterable<string>, reading: Reading): string[] {
  const places = new Set(
    [...ids].map(reading.member).flatMap(({ isTransmission, kin }) => (isTransmission ? kin : [])),
  );
  return [...places].flatMap((place) => {
    const { told } = reading.bucket(place);
    return told.length === 0 ? [] : [place, ...fewMeant(told)];
  });
}

function fewMeant(told: readonly Told[]): string[] {
  return told.flatMap(({ sent }) => (sent.length > fewest ? [] : sent.map(({ id }) => id)));
}

function ofAddresses(db: WriteDb, addresses: ReadonlySet<string>): Set<string> {
  const ids = new Set<string>();
  const find = prepare(
    db,
    'SELECT id FROM issues WHERE sender_address = ? UNION SELECT id FROM issues WHERE receiver_address = ?',
  );
  for (const address of addresses) for (const row of find.all(address, address)) ids.add(idSchema.parse(row).id);
  return ids;
}
