import { hash } from 'node:crypto';
import { z } from 'zod';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { prepare } from '../store/db.ts';
import { verifyChain } from '../store/journal/verify-chain.ts';
import { migrations } from '../store/migrations/index.ts';
import { faultInWords, schemaFaults } from '../store/schema/schema-faults.ts';
import { openStore, type Store } from '../store/open.ts';
import { foldJournal } from './rebuild.ts';

export type Verification = {
  readonly ok: boolean;
  readonly events: number;
  readonly issues: number;
  /** Texts about persons that were erased: where they stood it says so. */
  readonly erased: number;
  /** Events whose time was over: their places in the chain are left. */
  readonly removed: number;
  readonly problems: { readonly code: string; readonly message: string }[];
};

/** Tables compared row by row: all columns but those that only say in which order rows came. */
const compared = [
  { table: 'issues', key: 'id', what: 'Issue', leaveOut: ['n', 'incident'] },
  { table: 'issue_incidents', key: 'id', what: 'Issue of an incident', leaveOut: [] },
  { table: 'documents', key: 'id', what: 'Document', leaveOut: [] },
  { table: 'acknowledgements', key: 'id', what: 'Acknowledgement', leaveOut: [] },
  { table: 'files', key: 'id', what: 'File', leaveOut: [] },
  { table: 'partners', key: 'address', what: 'Partner', leaveOut: [] },
  { table: 'partner_counters', key: "partner || ' ' || address", what: 'Count of partner', leaveOut: [] },
  { table: 'counters', key: 'key', what: 'Counter', leaveOut: [] },
  { table: 'due_counters', key: 'hour', what: 'Count of due hour', leaveOut: [] },
  { table: 'evidence', key: "issue_id || ' ' || seq", what: 'Evidence', leaveOut: [] },
  { table: 'issue_sets', key: "subject || ' ' || issue_id", what: 'Issue of a set', leaveOut: [] },
  { table: 'document_links', key: "key || ' ' || issue_id", what: 'Link of a document', leaveOut: [] },
] as const;

/** More differences than this are counted, not listed. */
const mostListed = 20;

/** Checks the journal's chain, makes every projection anew in memory, and says in words where the stored ones differ. */
export function verifyStore(store: Store): Verification {
  return store.read((db) => {
    const problems: Verification['problems'] = [];
    const chain = verifyChain(db);
    if (chain.broken !== null) problems.push({ code: 'journal.chain', message: chain.broken.message });
    for (const fault of schemaFaults(db.raw, migrations.at(-1)?.version ?? 0, migrations)) {
      problems.push({
        code: `schema.${fault.fault}`,
        message: `The database is not as Gridline made it: ${faultInWords(fault)}.`,
      });
    }
    problems.push(...changedBytes(db));
    const fresh = openStore({ path: ':memory:', log: () => {} });
    try {
      fresh.write((into) => {
        copy(db, into);
        foldJournal(into, into, undefined, db);
        for (const table of compared) problems.push(...differences(db, into, table));
        problems.push(...textDifference(db, into));
      });
    } catch (error) {
      if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
      const message = 'The journal holds an event that can’t be read any more, so nothing else could be compared.';
      problems.push({ code: 'journal.unreadable', message });
    } finally {
      fresh.close();
    }
    return {
      ok: problems.length === 0,
      events: chain.events,
      issues: count(db, 'issues'),
      erased: chain.erased,
      removed: chain.removed,
      problems,
    };
  });
}

const bytesSchema = z.object({ id: z.string(), bytes: z.instanceof(Uint8Array) });
const anyRow = z.record(z.string(), z.unknown());

/** What the projections are made from: the journal as it is, texts about persons, and the settings. */
function copy(from: ReadDb, into: WriteDb): void {
  for (const table of ['journal', 'personal', 'records']) {
    const rows = from.raw.prepare(`SELECT * FROM ${table}`).iterate();
    for (const found of rows) {
      const row = anyRow.parse(found);
      const names = Object.keys(row);
      prepare(into, `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
        ...Object.values(row),
      );
    }
  }
}

function differences(
  stored: ReadDb,
  rebuilt: ReadDb,
  { table, key, what, leaveOut }: (typeof compared)[number],
): Verification['problems'] {
  const rows = (db: ReadDb) => db.raw.prepare(`SELECT ${key} AS "key*", * FROM ${table} ORDER BY 1`).iterate();
  const problems: Verification['problems'] = [];
  let more = 0;
  const report = (code: string, message: string) => {
    if (problems.length < mostListed) problems.push({ code: `${table}.${code}`, message });
    else more++;
  };
  const leftOut: ReadonlySet<string> = new Set<string>(leaveOut);
  const left = rows(stored);
  const right = rows(rebuilt);
  try {
    let a = next(left);
    let b = next(right);
    while (a !== null || b !== null) {
      const order = a === null ? 1 : b === null ? -1 : compareKeys(a['key*'], b['key*']);
      if (order < 0) {
        report('extra', `${what} ${String(a?.['key*'])} is stored, but the journal does not give it.`);
        a = next(left);
      } else if (order > 0) {
        report('missing', `${what} ${String(b?.['key*'])} is missing: the journal gives it.`);
        b = next(right);
      } else {
        for (const name of Object.keys(a ?? {})) {
          if (leftOut.has(name) || Object.is(a?.[name], b?.[name])) continue;
          const says = `${what} ${String(a?.['key*'])} has ${name} ${JSON.stringify(a?.[name])}`;
          report('different', `${says}, but the journal gives ${JSON.stringify(b?.[name])}.`);
        }
        a = next(left);
        b = next(right);
      }
    }
  } finally {
    // One that a damaged page ended leaves the other open, and nothing can be committed then.
    left.return?.();
    right.return?.();
  }
  if (more > 0) problems.push({ code: `${table}.more`, message: `There are ${more} more differences in ${table}.` });
  return problems;
}

function next(rows: IterableIterator<unknown>): Record<string, unknown> | null {
  const result = rows.next();
  return result.done === true ? null : anyRow.parse(result.value);
}

/** As SQLite sorts text (by its UTF-8 bytes) and numbers. */
function compareKeys(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

/** Bytes are kept under their SHA-256. */
function changedBytes(db: ReadDb): Verification['problems'] {
  const problems: Verification['problems'] = [];
  for (const row of db.raw.prepare('SELECT id, bytes FROM blobs').iterate()) {
    const { id, bytes } = bytesSchema.parse(row);
    if (hash('sha256', bytes) === id) continue;
    problems.push({ code: 'bytes.changed', message: `The bytes of file ${id} are not those that were read.` });
  }
  return problems;
}

function textDifference(stored: ReadDb, rebuilt: ReadDb): Verification['problems'] {
  const a = count(stored, 'issues_text');
  const b = count(rebuilt, 'issues_text');
  if (a === b) return [];
  return [{ code: 'search.rows', message: `The search index holds ${a} issues, but the journal gives ${b}.` }];
}

function count(db: ReadDb, table: string): number {
  return z.object({ n: z.number().int() }).parse(db.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get()).n;
}
