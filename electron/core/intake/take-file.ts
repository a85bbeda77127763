import type { EdiFile } from '#shared/model/edi/edi.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { FileResult, IncomingFile } from '../connectors/feed.ts';
import { BadInputError } from '../failure.ts';
import type { TakenFile } from '../feeds/deps.ts';
import type { Ingest } from '../ingest.ts';
import { prepare, type ReadDb } from '../store/db.ts';
import { largestBlob } from '../store/tables/blobs.ts';
import { saveFileBytes } from '../store/tables/files.ts';
import type { Store } from '../store/open.ts';
import { knownIssues } from './known-issues.ts';
import { readIncoming, type ReadIncoming } from './read-incoming.ts';
import { notSaidBefore } from './said-before.ts';
import { whyUnfinished } from './unfinished.ts';

/** Bytes. */
export const largestFile = largestBlob;

export type IntakeDeps = {
  readonly store: Store;
  readonly ingest: Ingest;
  readonly onChange: (issueIds: readonly string[]) => void;
};

export type IntakeResult = TakenFile & {
  readonly fileId: string;
  readonly ediFile: EdiFile;
  readonly duplicate: boolean;
};

/** Events in one transaction: few enough that nobody who works meanwhile notices. */
const chunk = 250;

function isKnown(db: ReadDb, fileId: string): boolean {
  return prepare(db, `SELECT 1 FROM journal WHERE source = 'file' AND source_id = ?`).get(fileId) !== undefined;
}

/** Throws `BadInputError` for a file larger than we take. */
export function refuseTooLarge(name: string, size: number): void {
  if (size <= largestFile) return;
  const megabytes = (size / 1024 / 1024).toFixed(1);
  throw new BadInputError(name, 'a file of 100 MB at most', `one of ${megabytes} MB`);
}

/**
 * Reads a file into the journal. The same bytes again change nothing, whatever the file is called. What is readable is
 * taken even where the rest is not; of a file that may still grow, nothing until it has its end. Gives the issues that
 * it raised or changed.
 */
export async function takeFile(deps: IntakeDeps, file: IncomingFile): Promise<IntakeResult> {
  refuseTooLarge(file.name, file.bytes.length);
  const unfinished = file.mayGrow === true ? whyUnfinished(file.bytes) : null;
  if (unfinished !== null) return notYet(file.name, unfinished);
  const read = readIncoming(file);
  const { fileId, ediFile, rejected, reason } = read;
  const outcome = rejected ? 'rejected' : 'read';
  const known = deps.store.read((db) => (isKnown(db, fileId) ? knownIssues(db, read) : null));
  if (known !== null) {
    const issueIds = [...known, ...endOf(deps, file, read)];
    const result: FileResult = rejected
      ? { name: file.name, outcome, reason, fileId }
      : { name: file.name, outcome: 'duplicate', reason: null, fileId };
    return { result, events: 0, duplicates: 0, issueIds, fileId, ediFile, duplicate: true };
  }
  // The file's own event makes it known, so it goes in with the last of its contents: a crash on the way reads it again.
  const { replaces } = file;
  const contents =
    replaces === undefined ? read.contents : deps.store.read((db) => notSaidBefore(db, read.contents, replaces));
  const chunks = inChunks([...contents]);
  const issueIds = new Set<string>();
  for (const [at, some] of chunks.entries()) {
    if (at > 0) await new Promise((resolve) => setImmediate(resolve));
    const events = at === chunks.length - 1 ? [read.fileEvent, ...some] : some;
    const taken = deps.store.write((db) => {
      saveFileBytes(db, fileId, ediFile.syntax, file.bytes);
      return deps.ingest(db, events);
    });
    for (const id of taken.issueIds) issueIds.add(id);
    deps.onChange(taken.issueIds);
  }
  return {
    result: { name: file.name, outcome, reason, fileId },
    events: contents.length + 1,
    duplicates: 0,
    issueIds: [...issueIds],
    fileId,
    ediFile,
    duplicate: false,
  };
}

function notYet(name: string, reason: string): IntakeResult {
  const nothing: EdiFile = { syntax: 'unknown', documents: [], acknowledgements: [], findings: [] };
  const result: FileResult = { name, outcome: 'unfinished', reason };
  return { result, events: 0, duplicates: 0, issueIds: [], fileId: '', ediFile: nothing, duplicate: false };
}

/** A file that went on until it held what is known already: what was wrong with it before is over all the same. */
function endOf(
  deps: IntakeDeps,
  { name, bytes, receivedAt, replaces }: IncomingFile,
  read: ReadIncoming,
): readonly string[] {
  const { fileId, ediFile } = read;
  if (replaces === undefined || replaces === fileId) return [];
  const payload = { fileId, name, size: bytes.length, syntax: ediFile.syntax, findings: [], replaces };
  const sourceId = `${fileId}<${replaces}`;
  const event: NewEvent = { source: 'file', sourceId, kind: 'file.received', occurredAt: receivedAt, payload };
  const { issueIds } = deps.store.write((db) => deps.ingest(db, [event]));
  deps.onChange(issueIds);
  return issueIds;
}

function inChunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at === 0 || at < items.length; at += chunk) chunks.push(items.slice(at, at + chunk));
  return chunks;
}
