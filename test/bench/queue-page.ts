import { type IssueSort, issueSorts } from '#shared/model/issue/issue-sort.ts';
import { parseFilter } from '#shared/model/filter/parse.ts';
import { issueCounts, listIssues } from '#core/queue/queue.ts';
import { type Bench, p95, rounded, timed } from './bench.ts';
import { random } from './feed.ts';
import { queueOf } from './queue-of.ts';

const filters = [
  '',
  'kind:rejected',
  'severity:critical',
  'severity>=high',
  'doc:856',
  'owner:person7',
  'is:unassigned',
  'is:escalated',
  'is:overdue',
  'is:resolved',
  'partner:"Northwind 5"',
  'kind:duplicate severity:critical',
  'status:acknowledged',
];

/** Pages as people turn them: every filter in every order, near the top, and a jump deep into the list. */
export const queuePage: Bench = ({ full, folder }) => {
  const count = full ? 1_000_000 : 100_000;
  const { store, now } = queueOf(count, folder);
  const next = random(3);
  const slow: string[] = [];
  const page = (text: string, sort: IssueSort, offset: number): number => {
    const filter = parseFilter(text);
    const time = timed(() => {
      store.read((db) => listIssues(db, { filter, sort, offset, limit: 100, now, actor: 'person7' }));
    });
    if (time > 20) slow.push(`${text || '(all)'} by ${sort} from ${offset}: ${Math.round(time)} ms`);
    return time;
  };
  for (const text of filters) page(text, 'severity', 0);
  slow.length = 0;
  const times: number[] = [];
  for (let round = 0; round < 6; round++) {
    for (const text of filters) {
      for (const sort of issueSorts) times.push(page(text, sort, Math.floor(next() ** 4 * 2_000)));
    }
  }
  const deep = Array.from({ length: 60 }, () => page('', 'severity', Math.floor(next() * count * 0.9)));
  const hand = Array.from({ length: 200 }, () =>
    timed(() => {
      store.read((db) =>
        db.raw.prepare('SELECT * FROM issues WHERE resolved = 0 ORDER BY severity, due_at LIMIT 100').all(),
      );
    }),
  );
  const counts = Array.from({ length: 200 }, () =>
    timed(() => {
      store.read((db) => issueCounts(db, { now, actor: 'person7' }));
    }),
  );
  const computed = Array.from({ length: 3 }, () =>
    timed(() => {
      store.read((db) =>
        db.raw.prepare('SELECT severity, count(*) FROM issues WHERE resolved = 0 GROUP BY severity').all(),
      );
    }),
  );
  store.close();
  if (slow.length > 0) console.error(`Slow pages:\n  ${[...new Set(slow)].slice(0, 20).join('\n  ')}`);
  const line = (name: string, measured: readonly number[], floor: readonly number[], goal: number) => ({
    name,
    value: rounded(p95(measured)),
    unit: 'ms p95',
    floor: rounded(p95(floor)),
    ratio: rounded(p95(measured) / p95(floor)),
    goal: `<= ${goal} ms at ${count.toLocaleString('en')} issues`,
    ok: p95(measured) <= goal,
  });
  return [
    line('queue page', times, hand, 5),
    line('queue page, deep', deep, hand, 50),
    line('badge counts', counts, computed, 10),
  ];
};
