import { z } from 'zod';
import { prepare, type ReadDb, type WriteDb } from '../store/db.ts';

/** How many issues stand behind the first of their incident, where each incident is one row: counters by these keys. */
export const behindKeys = { unresolved: 'behind:unresolved', resolved: 'behind:resolved' } as const;

const countsSchema = z.object({ n: z.number().int(), documents: z.number().int(), unresolved: z.number().int() });
type Counts = z.infer<typeof countsSchema>;

/** What the incidents of a page's rows hold: by differences, or, where they were parted or merged, counted anew. */
export type IncidentCounts = {
  add(incident: number, documents: number, unresolved: number): void;
  anew(...incidents: readonly number[]): void;
  /** As far as it was counted. */
  largestFirst(db: ReadDb, incidents: readonly number[]): readonly number[];
  write(db: WriteDb): void;
};

export function gatherIncidentCounts(): IncidentCounts {
  const changes = new Map<number, { documents: number; unresolved: number }>();
  const afresh = new Set<number>();
  const touch = (incident: number) => {
    const known = changes.get(incident) ?? { documents: 0, unresolved: 0 };
    changes.set(incident, known);
    return known;
  };
  return {
    add(incident, documents, unresolved) {
      const known = touch(incident);
      known.documents += documents;
      known.unresolved += unresolved;
    },
    anew(...incidents) {
      for (const incident of incidents) {
        touch(incident);
        afresh.add(incident);
      }
    },
    largestFirst(db, incidents) {
      const sizes = new Map(stored(db, incidents).map(({ n, documents }) => [n, documents]));
      const size = (incident: number) => (sizes.get(incident) ?? 0) + (changes.get(incident)?.documents ?? 0);
      return incidents.toSorted((a, b) => size(b) - size(a) || a - b);
    },
    write(db) {
      if (changes.size === 0) return;
      const behind = { unresolved: 0, resolved: 0 };
      const kept: Counts[] = [];
      for (const before of stored(db, [...changes.keys()])) {
        const { n } = before;
        const change = changes.get(n) ?? { documents: 0, unresolved: 0 };
        const counted = afresh.has(n)
          ? countAnew(db, n)
          : { documents: before.documents + change.documents, unresolved: before.unresolved + change.unresolved };
        const isSeveral = counted.documents > 1;
        if (isSeveral) kept.push({ n, ...counted });
        else dissolve(db, n);
        const after = isSeveral ? counted : { documents: 0, unresolved: 0 };
        for (const key of ['unresolved', 'resolved'] as const) behind[key] += hidden(after)[key] - hidden(before)[key];
      }
      prepare(db, keepSql).run(JSON.stringify(kept.map(({ n, documents, unresolved }) => [n, documents, unresolved])));
      for (const key of ['unresolved', 'resolved'] as const) {
        if (behind[key] !== 0) prepare(db, addSql).run(behindKeys[key], behind[key]);
      }
      prepare(db, 'DELETE FROM counters WHERE value = 0').run();
    },
  };
}

export function beginIncident(db: WriteDb): number {
  return Number(prepare(db, 'INSERT INTO incidents (documents, unresolved) VALUES (0, 0)').run().lastInsertRowid);
}

const keepSql = `UPDATE incidents SET documents = kept.documents, unresolved = kept.unresolved
  FROM (SELECT value ->> 0 AS n, value ->> 1 AS documents, value ->> 2 AS unresolved FROM json_each(?)) AS kept
  WHERE incidents.n = kept.n`;
const addSql =
  'INSERT INTO counters (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = value + excluded.value';

const hidden = ({ documents, unresolved }: Omit<Counts, 'n'>) => ({
  unresolved: Math.max(0, unresolved - 1),
  resolved: Math.max(0, documents - unresolved - 1),
});

const storedSql =
  'SELECT n, documents, unresolved FROM json_each(?) AS wanted CROSS JOIN incidents ON incidents.n = wanted.value';

/** Not checked: read for every page, and written here alone. */
function stored(db: ReadDb, incidents: readonly number[]): readonly Counts[] {
  return prepare(db, storedSql).all(JSON.stringify(incidents)) as Counts[];
}

function countAnew(db: ReadDb, incident: number): Omit<Counts, 'n'> {
  const sql =
    'SELECT count(*) AS documents, coalesce(sum(resolved = 0), 0) AS unresolved FROM issues WHERE incident = ?';
  return countsSchema.omit({ n: true }).parse(prepare(db, sql).get(incident));
}

/** One document is no incident of several: it stands for itself again. */
function dissolve(db: WriteDb, incident: number): void {
  prepare(db, 'UPDATE issues SET incident = NULL WHERE incident = ?').run(incident);
  prepare(db, 'DELETE FROM incidents WHERE n = ?').run(incident);
}
