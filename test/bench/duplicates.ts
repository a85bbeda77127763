import { join } from 'node:path';
import { ingestEvents } from '#core/projection/fold.ts';
import { journalSize } from '#core/store/journal/journal.ts';
import { openStore } from '#core/store/open.ts';
import { type Bench, rounded, timed } from './bench.ts';
import { feedEvents } from './feed.ts';

const pageSize = 1_000;

/** The same events polled again: how much faster than the first time, and the journal unchanged. */
export const duplicates: Bench = ({ full, folder }) => {
  const count = full ? 100_000 : 20_000;
  const pages = Array.from({ length: count / pageSize }, (_, page) => feedEvents(page * pageSize, pageSize));
  const store = openStore({ path: join(folder, 'duplicates.db'), log: () => {} });
  const poll = () => {
    for (const page of pages) store.write((db) => ingestEvents(db, page, 1));
  };
  const first = timed(poll);
  const before = store.read(journalSize);
  const again = timed(poll);
  const unchanged = store.read(journalSize) === before;
  store.close();
  const ratio = first / again;
  return [
    {
      name: 'duplicates',
      value: rounded((count / again) * 1_000),
      unit: 'events/s',
      floor: rounded((count / first) * 1_000),
      ratio: rounded(ratio),
      goal: '>= 5 x the first time, journal unchanged',
      ok: ratio >= 5 && unchanged,
    },
  ];
};
