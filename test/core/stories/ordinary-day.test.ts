import { expect, onTestFinished, test } from 'vitest';
import type { Json } from '#shared/lib/json.ts';
import { hour } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { readIncoming } from '#core/intake/read-incoming.ts';
import { issueDetail } from '#core/reading/detail.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { isVerdict } from '#core/evidence/problem.ts';
import { rebuildProjections } from '#core/projection/rebuild.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { openStore } from '#core/store/open.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import { buildScenario } from '#sandbox/scenarios/build-scenario.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { poll } from '../connectors/reading.ts';
import { tradingGridWorld } from '../connectors/trading-grid/world.ts';
import { openDesk, titled } from './desk.ts';

/** What Trading Grid and the drop folder tell of the ordinary day until the evening, each in its own order. */
async function tellDay(seed: number) {
  const clock = createManualClock();
  const scenario = buildScenario({ name: 'ordinary-day', seed, startAt: clock.now() });
  const { connection } = await tradingGridWorld({ clock, scenario });
  const grid: (readonly NewEvent[])[] = [];
  const cursors = new Map<string, Json | null>();
  for (let round = 0; round < 3; round++) {
    for (const feed of ['transactions', 'acknowledgements']) {
      const { events, cursor } = await poll(connection.feeds[feed], cursors.get(feed) ?? null);
      cursors.set(feed, cursor);
      grid.push(events);
    }
    await clock.advance(2 * hour);
  }
  const files = scenario.files.map(({ name, bytes, at }): NewEvent[] => {
    const { fileEvent, contents } = readIncoming({ name, bytes, receivedAt: at });
    return [fileEvent, ...contents];
  });
  return { own: scenario.company.addresses, grid, files };
}

function rowsAfter(
  own: readonly string[],
  pages: readonly (readonly NewEvent[])[],
  then: 'leave' | 'rebuild' = 'leave',
) {
  const store = openStore({ path: ':memory:', log: () => {} });
  onTestFinished(() => store.close());
  store.write((db) => writeSetting(db, 'ownAddresses', [...own]));
  for (const page of pages) store.write((db) => ingestEvents(db, page, 1));
  if (then === 'rebuild') store.write((db) => rebuildProjections(db));
  expect(verifyStore(store).problems).toEqual([]);
  return store;
}

/** An incident's number means nothing: it goes by its first issue. */
const all = `SELECT issues.*, issue_incidents.incident AS incident FROM issues LEFT JOIN issue_incidents USING (id)
  ORDER BY id`;
const list = (store: ReturnType<typeof openStore>) =>
  store.read((db) =>
    db.raw
      .prepare<[], Record<string, unknown>>(all)
      .all()
      .map((row) => ({ ...row, n: 0 })),
  );

test.each([3, 7, 11])(
  'on an ordinary day (%i) each document has one row for what its partner answered',
  async (seed) => {
    const { own, grid, files } = await tellDay(seed);
    const store = rowsAfter(own, [...grid, ...files]);
    const expected = list(store);
    expect(list(rowsAfter(own, [...files.toReversed(), ...grid.toReversed(), ...files, ...grid]))).toEqual(expected);
    expect(list(rowsAfter(own, [...files, ...grid], 'rebuild'))).toEqual(expected);

    const desk = openDesk();
    onTestFinished(() => desk.close());
    desk.store.write((db) => writeSetting(db, 'ownAddresses', [...own]));
    for (const page of [...grid, ...files]) desk.take(...page);
    const { issues } = desk.queue('status:open OR is:resolved', 'severity', 0, 1_000);
    const rows = new Map<string, string[]>();
    for (const { kind, partnerAddress, documentType, documentNumber, id } of issues) {
      if (!isVerdict(kind) || documentNumber === null) continue;
      const key = `${partnerAddress} ${documentType} ${documentNumber}`;
      rows.set(key, [...(rows.get(key) ?? []), id]);
    }
    expect([...rows].filter(([, ids]) => ids.length > 1)).toEqual([]);
    const told = [...rows.values()].flat().map((id) => desk.store.read((db) => issueDetail(db, id, titled))?.detail);
    const both = told.filter((detail) => (detail?.links.length ?? 0) > 0 && (detail?.acknowledgements.length ?? 0) > 0);
    expect(both.length).toBeGreaterThan(5);
  },
);
