import { join } from 'node:path';
import { ingestEvents } from '#core/projection/fold.ts';
import { upgradeProjections } from '#core/projection/upgrade-projections.ts';
import { openStore } from '#core/store/open.ts';
import { prepare } from '#core/store/db.ts';
import { feedEvents } from '../feed.ts';

const page = 5_000;

/** Writes a workspace whose queue has at least `count` unresolved issues, each with the events it was made from. */
export function seedQueue(folder: string, count: number): void {
  const store = openStore({ path: join(folder, 'gridline.db'), log: () => undefined });
  try {
    // The rows are of today's rules, so that the first start does not derive them anew.
    upgradeProjections(store, () => undefined);
    const unresolved = () =>
      store.read((db) => Number(prepare(db, 'SELECT count(*) FROM issues WHERE resolved = 0').pluck().get()));
    for (let from = 0; unresolved() < count; from += page) {
      store.write((db) => ingestEvents(db, feedEvents(from, page), Date.now()));
    }
  } finally {
    store.close();
  }
}
