import { parseFilter } from '#shared/model/filter/parse.ts';
import { listIssues } from '#core/queue/queue.ts';
import { type Bench, p95, rounded, timed } from './bench.ts';
import { random } from './feed.ts';
import { queueOf } from './queue-of.ts';

const phrases = [
  'currency',
  '"segment N1"',
  'cert',
  'northwind',
  'batch 17',
  '"batch 4711"',
  'refused -cert',
  'document rej',
  'fabrikam currency',
];

/** Exact document numbers, and free text in queue order, against the full-text index asked for everything it has. */
export const search: Bench = ({ full, folder }) => {
  const count = full ? 1_000_000 : 100_000;
  const { store, now } = queueOf(count, folder);
  const next = random(5);
  const find = (text: string) => {
    const filter = parseFilter(text);
    return timed(() => {
      store.read((db) => listIssues(db, { filter, sort: 'severity', offset: 0, limit: 50, now, actor: 'pat' }));
    });
  };
  const number = () => 4_000_000 + Math.floor(next() * count);
  for (const text of phrases) find(text);
  const exact = Array.from({ length: 300 }, (_, index) => find(index % 2 === 0 ? `number:${number()}` : `${number()}`));
  const free = Array.from({ length: 8 }, () => phrases.map(find)).flat();
  const uncapped = ['"currency"*', '"northwind"*', '"rejected"*'].map((match) =>
    timed(() => {
      store.read((db) =>
        db.raw.prepare('SELECT rowid FROM issues_text WHERE issues_text MATCH ? ORDER BY rank LIMIT 50').all(match),
      );
    }),
  );
  store.close();
  const line = (name: string, measured: readonly number[], goal: number) => ({
    name,
    value: rounded(p95(measured)),
    unit: 'ms p95',
    floor: rounded(p95(uncapped)),
    ratio: rounded(p95(measured) / p95(uncapped)),
    goal: `<= ${goal} ms at ${count.toLocaleString('en')} issues`,
    ok: p95(measured) <= goal,
  });
  return [line('search, exact number', exact, 5), line('search, free text', free, 100)];
};
