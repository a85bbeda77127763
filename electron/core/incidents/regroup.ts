import { day, type Millis } from '#shared/lib/time.ts';
import { prepare, type WriteDb } from '../store/db.ts';
import { beginIncident, gatherIncidentCounts, type IncidentCounts } from './count.ts';
import { type Gap, split } from './split.ts';

/**
 * Issues of one cause are one incident for as long as the next begins no later than this after the one before: an outage of
 * some days is one, and what fails once a week begins anew each time.
 */
export const closeInTime: Millis = day;

/** Where an issue stands among those that are alike; `alike` null = it stands for itself. */
export type Standing = { readonly alike: string | null; readonly near_at: Millis; readonly resolved: number };
type Kept = Standing & { readonly n: number; readonly incident: number | null };

/** Which issues are one incident: gathered while a page's rows are written, put right once at the page's end. */
export type Regrouping = {
  /** A row came, or stands elsewhere now. Until the page's end it is in no incident. */
  come(n: number, after: Standing): void;
  /** A row goes, or is about to stand elsewhere. */
  go(before: Kept): void;
  /** Only whether it is resolved has changed. */
  flip(before: Kept, after: Standing): void;
  write(db: WriteDb): void;
};

/**
 * An incident is what hangs together: issues that are alike, each within `closeInTime` of the next. So the same issues make
 * the same incidents in whatever order they come, change and go.
 */
export function gatherRegrouping(): Regrouping {
  const gaps: Gap[] = [];
  const come = new Set<number>();
  let gathered: IncidentCounts | undefined;
  const counts = () => (gathered ??= gatherIncidentCounts());
  return {
    come(n, { alike }) {
      if (alike === null) come.delete(n);
      else come.add(n);
    },
    go({ n, alike, near_at: at, incident, resolved }) {
      come.delete(n);
      if (alike === null || incident === null) return;
      gaps.push({ alike, at });
      counts().add(incident, -1, resolved - 1);
    },
    flip({ incident, resolved }, after) {
      if (incident !== null) counts().add(incident, 0, resolved - after.resolved);
    },
    write(db) {
      for (const gap of gaps) counts().anew(...split(db, gap, closeInTime));
      unite(db, besideAll(db, [...come]), counts);
      gathered?.write(db);
    },
  };
}

/** A row among those that are alike. */
type Member = {
  readonly n: number;
  readonly at: Millis;
  readonly open: number;
  readonly incident: number | null;
};

const besideSql = `SELECT x.n, x.near_at, x.resolved = 0, x.incident, p.n, p.near_at, p.resolved = 0, p.incident,
    s.n, s.near_at, s.resolved = 0, s.incident
  FROM json_each(?) AS wanted CROSS JOIN issues AS x ON x.n = wanted.value
  LEFT JOIN issues AS p ON p.n = (SELECT n FROM issues WHERE alike = x.alike AND near_at >= x.near_at - ?
    AND (near_at, n) < (x.near_at, x.n) ORDER BY near_at DESC, n DESC LIMIT 1)
  LEFT JOIN issues AS s ON s.n = (SELECT n FROM issues WHERE alike = x.alike AND near_at <= x.near_at + ?
    AND (near_at, n) > (x.near_at, x.n) ORDER BY near_at, n LIMIT 1)`;

type Found = readonly (number | null)[];

/**
 * Each of these rows with those right before and after it that are close to it. In one statement for the page, and not
 * checked: it is read for every row that comes, and written here alone.
 */
function besideAll(db: WriteDb, rows: readonly number[]): readonly (readonly Member[])[] {
  if (rows.length === 0) return [];
  const found = prepare(db, besideSql).raw().all(JSON.stringify(rows), closeInTime, closeInTime) as Found[];
  return found.map((each) =>
    [0, 4, 8].flatMap((from) => {
      const [n = null, at = null, open = null, incident = null] = each.slice(from, from + 4);
      return n === null || at === null || open === null ? [] : { n, at, open, incident };
    }),
  );
}

/** Makes one incident of what stands beside each other. */
function unite(db: WriteDb, beside: readonly (readonly Member[])[], counts: () => IncidentCounts): void {
  const told: (readonly [n: number, incident: number])[] = [];
  for (const { incidents, lone } of together(beside)) {
    const [kept = beginIncident(db), ...others] =
      incidents.length > 1 ? counts().largestFirst(db, incidents) : incidents;
    for (const other of others) {
      prepare(db, 'UPDATE issues SET incident = ? WHERE incident = ?').run(kept, other);
      counts().anew(kept, other);
    }
    for (const { n, open } of lone) {
      told.push([n, kept]);
      counts().add(kept, 1, open);
    }
  }
  if (told.length > 0) prepare(db, tellSql).run(JSON.stringify(told));
}

const tellSql = `UPDATE issues SET incident = told.incident
  FROM (SELECT value ->> 0 AS n, value ->> 1 AS incident FROM json_each(?)) AS told WHERE issues.n = told.n`;

/** What hangs together: the incidents that it is of already, and the rows that are of none yet. */
type Together = { readonly incidents: readonly number[]; readonly lone: readonly Member[] };

/** Puts together whatever is beside something that is beside it. What stands alone is left out. */
function together(beside: readonly (readonly Member[])[]): readonly Together[] {
  const heads = new Map<string, string>();
  const find = (key: string): string => {
    let head = key;
    for (let next = heads.get(head); next !== undefined && next !== head; next = heads.get(head)) head = next;
    heads.set(key, head);
    return head;
  };
  const rows = new Map<number, Member>();
  for (const [first, ...others] of beside) {
    if (first === undefined || others.length === 0) continue;
    for (const member of [first, ...others]) {
      rows.set(member.n, member);
      heads.set(find(keyOf(member)), find(keyOf(first)));
    }
  }
  const found = new Map<string, { readonly incidents: Set<number>; readonly lone: Member[] }>();
  for (const member of rows.values()) {
    const head = find(keyOf(member));
    const one = found.get(head) ?? { incidents: new Set(), lone: [] };
    found.set(head, one);
    if (member.incident === null) one.lone.push(member);
    else one.incidents.add(member.incident);
  }
  return [...found.values()].map(({ incidents, lone }) => ({ incidents: [...incidents], lone }));
}

const keyOf = ({ n, incident }: Member): string => (incident === null ? `row ${n}` : `incident ${incident}`);
