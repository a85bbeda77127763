import { z } from 'zod';
import { day, type Millis } from '#shared/lib/time.ts';
import { prepare, type WriteDb } from '../store/db.ts';

/**
 * Issues of one cause are one incident for as long as the next begins no later than this after the one before: an outage of
 * some days is one, and what fails once a week begins anew each time.
 */
export const closeInTime: Millis = day;

/** Where an issue stands among those that are alike; `alike` null = it stands for itself. */
export type Standing = { readonly alike: string | null; readonly opened_at: Millis };

/** A row as it was, with its incident, and as it comes. */
type Before = Standing & { readonly resolved: number; readonly incident: number | null };
type After = Standing & { readonly resolved: number };

/** Which issues are one incident, for a page's rows: gathered while they are written, put right once at the page's end. */
export type Regrouping = {
  replace(n: number, before: Before | null, after: After | null): void;
  write(db: WriteDb): void;
};

/**
 * An incident is what hangs together: issues that are alike, each within `closeInTime` of the next. So the same issues make
 * the same incidents in whatever order they come, change and go.
 */
export function gatherRegrouping(): Regrouping {
  const gone = new Map<number, Gap>();
  const come = new Map<number, Place>();
  const touched = new Set<number>();
  return {
    replace(n, before, after) {
      if (before !== null && before.incident !== null) touched.add(before.incident);
      if (before?.alike === after?.alike && before?.opened_at === after?.opened_at) return;
      // Incidents change at the page's end alone: the first row that goes tells the one it was in.
      if (before !== null && !gone.has(n) && !come.has(n)) {
        const { incident, alike, opened_at: at } = before;
        if (incident !== null && alike !== null) gone.set(n, { incident, alike, at });
      }
      if (after === null || after.alike === null) come.delete(n);
      else come.set(n, { n, alike: after.alike, at: after.opened_at });
    },
    write(db) {
      for (const n of gone.keys()) prepare(db, 'UPDATE issues SET incident = NULL WHERE n = ?').run(n);
      for (const gap of gone.values()) for (const incident of split(db, gap)) touched.add(incident);
      for (const place of [...come.values()].sort((a, b) => a.at - b.at || a.n - b.n)) {
        const incident = join(db, place);
        if (incident !== null) touched.add(incident);
      }
      for (const incident of touched) recount(db, incident);
    },
  };
}

/** Where an issue was in its incident. */
type Gap = { readonly incident: number; readonly alike: string; readonly at: Millis };

type Place = { readonly n: number; readonly alike: string; readonly at: Millis };

const neighbourSchema = z.object({
  n: z.number().int(),
  opened_at: z.number().int(),
  incident: z.number().int().nullable(),
});
type Neighbour = z.infer<typeof neighbourSchema>;

const seek = (side: 'before' | 'after', where: string) => {
  const [sign, order] = side === 'before' ? ['<', 'DESC'] : ['>', 'ASC'];
  return `SELECT n, opened_at, incident FROM issues WHERE ${where} AND (opened_at, n) ${sign} (?, ?)
    ORDER BY opened_at ${order}, n ${order} LIMIT 1`;
};
const [earlierAlike, laterAlike] = [seek('before', 'alike = ?'), seek('after', 'alike = ?')];
const member = 'alike = ? AND incident IS NOT NULL';
const [earlierMember, laterMember] = [seek('before', member), seek('after', member)];

function neighbour(db: WriteDb, sql: string, key: string, at: Millis, n: number): Neighbour | null {
  const row = prepare(db, sql).get(key, at, n);
  return row === undefined ? null : neighbourSchema.parse(row);
}

/** Where nothing bridges the gap any more, what comes after it is an incident of its own. Gives those that are left. */
function split(db: WriteDb, { incident: left, alike, at }: Gap): readonly number[] {
  const before = neighbour(db, earlierMember, alike, at, 0);
  const after = neighbour(db, laterMember, alike, at, -1);
  // An earlier split may have given what is here another number.
  const incident = before?.incident ?? after?.incident ?? left;
  if (before === null || after === null || before.incident !== after.incident) return [left, incident];
  if (after.opened_at - before.opened_at <= closeInTime) return [left, incident];
  const other = begin(db);
  const late = countOf(db, 'incident = ? AND opened_at >= ?', incident, at);
  const isShorter = late * 2 <= documentsOf(db, incident);
  // The shorter end is written anew.
  prepare(db, `UPDATE issues SET incident = ? WHERE incident = ? AND opened_at ${isShorter ? '>=' : '<'} ?`).run(
    other,
    incident,
    at,
  );
  return [left, incident, other];
}

/** Puts an issue together with those beside it. Gives the incident that they are then. */
function join(db: WriteDb, { n, alike, at }: Place): number | null {
  const beside = [neighbour(db, earlierAlike, alike, at, n), neighbour(db, laterAlike, alike, at, n)];
  const near = beside.flatMap((each) => (each !== null && Math.abs(each.opened_at - at) <= closeInTime ? [each] : []));
  if (near.length === 0) return null;
  const own = neighbourSchema.shape.incident.parse(
    prepare(db, 'SELECT incident FROM issues WHERE n = ?').pluck().get(n) ?? null,
  );
  const all = [...near, { n, incident: own }];
  const known = [...new Set(all.flatMap(({ incident }) => incident ?? []))];
  const [largest = begin(db), ...others] = known.toSorted((a, b) => documentsOf(db, b) - documentsOf(db, a) || a - b);
  for (const other of others) {
    prepare(db, 'UPDATE issues SET incident = ? WHERE incident = ?').run(largest, other);
    recount(db, other);
  }
  for (const one of all) {
    if (one.incident === null) prepare(db, 'UPDATE issues SET incident = ? WHERE n = ?').run(largest, one.n);
  }
  if (others.length > 0) recount(db, largest);
  return largest;
}

const countsSchema = z.object({ documents: z.number().int(), unresolved: z.number().int() });
const hiddenSql = `INSERT INTO counters (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = value + excluded.value`;

/** How many issues stand behind the first of their incident, where each incident is one row. */
export const behindKeys = { unresolved: 'behind:unresolved', resolved: 'behind:resolved' } as const;

const behind = ({ documents, unresolved }: z.infer<typeof countsSchema>) => ({
  unresolved: Math.max(0, unresolved - 1),
  resolved: Math.max(0, documents - unresolved - 1),
});

/** Counts an incident's documents anew. One document is no incident of several. */
function recount(db: WriteDb, incident: number): void {
  const row = prepare(db, 'SELECT documents, unresolved FROM incidents WHERE n = ?').get(incident);
  if (row === undefined) return;
  const before = behind(countsSchema.parse(row));
  const documents = countOf(db, 'incident = ?', incident);
  const unresolved = countOf(db, 'incident = ? AND resolved = 0', incident);
  if (documents > 1) {
    prepare(db, 'UPDATE incidents SET documents = ?, unresolved = ? WHERE n = ?').run(documents, unresolved, incident);
  } else {
    prepare(db, 'UPDATE issues SET incident = NULL WHERE incident = ?').run(incident);
    prepare(db, 'DELETE FROM incidents WHERE n = ?').run(incident);
  }
  const after = documents > 1 ? behind({ documents, unresolved }) : { unresolved: 0, resolved: 0 };
  for (const key of ['unresolved', 'resolved'] as const) {
    if (after[key] !== before[key]) prepare(db, hiddenSql).run(behindKeys[key], after[key] - before[key]);
  }
  prepare(db, 'DELETE FROM counters WHERE value = 0').run();
}

function begin(db: WriteDb): number {
  return Number(prepare(db, 'INSERT INTO incidents (documents, unresolved) VALUES (0, 0)').run().lastInsertRowid);
}

function countOf(db: WriteDb, where: string, ...params: readonly number[]): number {
  return z.number().parse(
    prepare(db, `SELECT count(*) FROM issues WHERE ${where}`)
      .pluck()
      .get(...params),
  );
}

/** As last counted. */
function documentsOf(db: WriteDb, incident: number): number {
  const documents = prepare(db, 'SELECT documents FROM incidents WHERE n = ?').pluck().get(incident);
  return typeof documents === 'number' ? documents : 0;
}
