import type { ReadDb } from '../store/db.ts';
import { issuesUnder } from '../evidence/document-links.ts';
import { copyOfExchange } from '../evidence/acknowledgement-time.ts';
import { compareEvidence, type Copy, type Evidence, groupAcknowledgement, isUserAction } from '../evidence/evidence.ts';
import { isNear, mayBeCopies, type Member, type Reading, startReading } from './members.ts';
import { whichDocument } from './which-document.ts';
import type { IssueRecord } from '../verdict/derive.ts';
import { findIssue } from '../queue/issue-row.ts';

/**
 * The rows that the issues about one document make together: the evidence of each, null for one that another speaks
 * for. An issue that is about no common document has its own evidence.
 */
type Rows = ReadonlyMap<string, readonly Evidence[] | null>;

/** Who shares a row with this issue, and what each row is made from. Depends on evidence alone, not on what is stored. */
export function rowsOfDocument(db: ReadDb, issueId: string, reading: Reading = startReading(db)): Rows {
  const start = reading.member(issueId);
  if (isAlone(start)) return new Map([[issueId, start.evidence]]);
  const joined = reach(db, start, reading);
  const silent = silentAbout(
    db,
    joined.filter(({ joins }) => joins),
    reading,
  );
  if (joined.length === 1 && silent.length === 0) return new Map([[issueId, start.evidence]]);
  const hosts = hostsOf(joined);
  const told = tell([...joined, ...silent]);
  return new Map(
    joined.map((member) => [
      member.id,
      hosts.has(member.id) ? [...member.evidence.filter(isUserAction), ...told].toSorted(compareEvidence) : null,
    ]),
  );
}

/** Nothing leads from it to another issue: most of what a network alone tells of. */
function isAlone({ kin, numbers, interchanges }: Member): boolean {
  return kin.length === 0 && numbers.length === 0 && interchanges.length === 0;
}

/** All issues in trouble that are about a document of this one, and of those, and so on. */
function reach(db: ReadDb, start: Member, reading: Reading): Member[] {
  const found = new Map([[start.id, start]]);
  // What is added while walking is walked too.
  for (const member of found.values()) {
    for (const next of kinOf(member, reading)) found.set(next.id, next);
    if (!member.joins) continue;
    for (const next of besides(db, member, reading)) if (next.joins) found.set(next.id, next);
  }
  return [...found.values()];
}

/**
 * A document in trouble, and the place where its acknowledgements lay before it was known: people may have found the trouble
 * there, so that what they did leads to the document.
 */
function kinOf({ id, kin, isTransmission, joins }: Member, reading: Reading): Member[] {
  if (!isTransmission) return kin.map(reading.member).filter((document) => document.joins);
  if (!joins) return [];
  return kin
    .filter((place) => reading.bucket(place).told.length > 0)
    .map(reading.member)
    .filter((place) => place.kin.includes(id));
}

/** Issues that share a document with this one, whether anything is wrong with them or not. */
function besides(db: ReadDb, member: Member, reading: Reading, keys = bridges(db, member, reading)): Member[] {
  const ids = new Set(keys.flatMap((key) => issuesUnder(db, key)));
  ids.delete(member.id);
  return [...ids]
    .map(reading.member)
    .filter(
      (other) =>
        isNear(member, other) &&
        mayBeCopies(member, other) &&
        bridges(db, other, reading).some((key) => keys.includes(key)),
    );
}

/** The keys that name a document of this issue. A file's issue with two numbers could mean either, so it names none. */
function bridges(db: ReadDb, member: Member, reading: Reading): readonly string[] {
  const isFile = member.entries.size === 0;
  const numbers = isFile && member.numbers.length > 1 ? [] : member.numbers;
  return [...numbers, ...member.interchanges.filter((key) => isUnambiguous(db, key, reading))];
}

/** One document of the type in the interchange, as far as the files tell, and at most one as a network does. */
function isUnambiguous(db: ReadDb, key: string, reading: Reading): boolean {
  const members = issuesUnder(db, key).map(reading.member);
  if (members.filter(({ isTransmission }) => isTransmission).length !== 1) return false;
  const named = new Set<string>();
  const nameless = new Set<string>();
  for (const { entries, numbers, isTransmission, id } of members) {
    for (const [exchangeId, entry] of entries) {
      if (entry.interchange !== key) continue;
      if (entry.number === null) nameless.add(`${id}/${exchangeId}`);
      else named.add(entry.number);
    }
    if (isTransmission) for (const number of numbers) named.add(number);
  }
  return named.size <= 1 && nameless.size <= 1;
}

/**
 * Issues without any trouble that tell of a document in trouble: they have the document itself, or that it was accepted.
 * That its interchange was accepted says nothing of it.
 */
function silentAbout(db: ReadDb, joined: readonly Member[], reading: Reading): Member[] {
  const found = new Map<string, Member>();
  for (const member of joined) {
    const inTrouble = member.entries.size === 0 ? bridges(db, member, reading) : keysInTrouble(db, member, reading);
    for (const other of besides(db, member, reading, inTrouble)) {
      if (other.history === null && !other.isRough) found.set(other.id, other);
    }
  }
  return [...found.values()];
}

function keysInTrouble(db: ReadDb, member: Member, reading: Reading): string[] {
  const ids = new Set<string>();
  for (const { evidence } of member.history?.shown ?? []) {
    if (evidence.event.kind === 'exchange.reported') ids.add(evidence.event.payload.exchangeId);
  }
  const open = new Set(bridges(db, member, reading));
  return [...member.entries]
    .filter(([id]) => ids.has(id))
    .flatMap(([, { number, interchange }]) => [number, interchange])
    .filter((key) => key !== null && open.has(key))
    .filter((key) => key !== null);
}

/**
 * Whose row it is: those with which people did something, all of them; else that of the network, because of its link; of
 * several the one where the trouble was told of first. An acknowledgement keeps its row when its document comes.
 */
function hostsOf(joined: readonly Member[]): ReadonlySet<string> {
  const cared = joined.filter(({ hasUserActions }) => hasUserActions);
  if (cared.length > 0) return new Set(cared.map(({ id }) => id));
  const [first] = joined
    .filter(({ since }) => since !== null)
    .toSorted(
      (a, b) =>
        Number(b.entries.size > 0) - Number(a.entries.size > 0) ||
        (a.since ?? 0) - (b.since ?? 0) ||
        Number(a.isTransmission) - Number(b.isTransmission) ||
        (a.id < b.id ? -1 : 1),
    );
  return new Set(first === undefined ? [] : [first.id]);
}

/** What happened, from all of them: each event once, and each said of its document. */
function tell(members: readonly Member[]): Evidence[] {
  const which = whichDocument(members);
  const told = new Map<string, Evidence>();
  // What is filed under control numbers is about one document; the same filed under its number may be about several.
  const exactFirst = members.toSorted(
    (a, b) => Number(b.isTransmission) - Number(a.isTransmission) || (a.id < b.id ? -1 : 1),
  );
  for (const member of exactFirst) {
    for (const item of member.evidence) {
      // One acknowledgement of a group is an acknowledgement of each document in it.
      const name = item.key === groupAcknowledgement ? `${item.event.seq}@${member.id}` : `${item.event.seq}`;
      if (isUserAction(item) || told.has(name)) continue;
      const aboutDocument = item.aboutDocument === null ? null : which.of(member, item);
      const copy = item.copy ?? (aboutDocument === null ? undefined : which.copy(aboutDocument)) ?? ownCopy(item);
      const part = `${item.part ?? item.key}@${item.aboutDocument === null ? 'all' : member.id}`;
      told.set(name, { ...item, part, aboutDocument, ...(copy === undefined ? {} : { copy }) });
    }
  }
  return [...told.values()];
}

function ownCopy({ event }: Evidence): Copy | undefined {
  return event.kind === 'exchange.reported' ? copyOfExchange(event) : undefined;
}

/**
 * The row that speaks for an issue: its own or, where another issue about the same document has taken it in since a
 * person looked, that one's. Null for an unknown id.
 */
export function primaryIssue(db: ReadDb, id: string): IssueRecord | null {
  const own = findIssue(db, id);
  if (own !== null) return own;
  for (const [other, evidence] of rowsOfDocument(db, id)) {
    const row = other === id || evidence === null ? null : findIssue(db, other);
    if (row !== null) return row;
  }
  return null;
}
