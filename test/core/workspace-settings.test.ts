import { expect, onTestFinished, test } from 'vitest';
import { changeFor, readFor } from '#shared/model/setting-changes.ts';
import { defaultSettings } from '#shared/model/setting-schemas.ts';
import type { SettingsChange } from '#shared/model/workspace-settings.ts';
import { day, hour, isoSeconds, type Millis, minute } from '#shared/lib/time.ts';
import { type Core, createCore } from '#core/index.ts';
import type { Ports } from '#core/ports.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { startTradingGrid } from '#sandbox/trading-grid/trading-grid.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { invoice, shipNotice, smallNetwork } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { first } from '#test/harness/pick.ts';

type Sent = ReturnType<typeof invoice>;

/** A core that was not started, as a terminal has it: it looks at the clock when it polls, whatever time has passed. */
async function desk() {
  // Monday, 16 November 2026, 09:00 UTC.
  const clock = createManualClock();
  const now = () => clock.now();
  const tradingGrid = await startTradingGrid({ seed: 1, now, scenario: smallNetwork(clock.now()) });
  onTestFinished(() => tradingGrid.stop());
  const ports: Ports = {
    dataFolder: temporaryFolder(),
    clock,
    vault: createMemoryVault(),
    log: quietLog(),
    fetch,
    random: () => 0.5,
    actor: 'pat',
    computer: 'desk-1',
    openExternal: () => Promise.resolve(),
    sandbox: null,
  };
  const open = async (): Promise<Core> => {
    const core = await createCore(ports);
    onTestFinished(() => core.stop());
    return core;
  };
  const core = await open();
  const { client } = core;
  const { baseUrl: host, consumerKey, consumerSecret } = tradingGrid;
  await client.connections.connect({
    connector: 'trading-grid',
    settings: { host, companyId: smallNetwork(0).company.id },
    secrets: { consumerKey, consumerSecret },
  });
  await client.settings.set({ ownAddresses: ['ZZ:GRIDBRANDS'] });
  const poll = async () => {
    const { feeds } = await client.connections.poll({});
    expect(feeds.flatMap(({ error }) => error ?? [])).toEqual([]);
  };
  await poll();
  const queue = async (filter: string) => (await client.issues.list({ filter, limit: 1_000 })).issues;
  /** Lens shows that it was sent just now and that its acknowledgement is waited for. */
  const put = (...documents: readonly Sent[]) => {
    const fastatusdate = isoSeconds(clock.now());
    for (const document of documents) {
      tradingGrid.put({ ...document, status: 'Delivered', fastatus: 'W', fastatusdate });
    }
  };
  const unreadable = async (count: number) => {
    for (let from = 0; from < count; from += 40) {
      const files = Array.from({ length: Math.min(40, count - from) }, (_, at) => ({
        name: `${from + at}.edi`,
        base64: Buffer.from(`no EDI ${from + at}`).toString('base64'),
      }));
      await client.documents.importFiles({ files });
    }
  };
  return {
    core,
    client,
    open,
    tradingGrid,
    /** That many issues that are due after eight business hours. */
    unreadable,
    poll,
    queue,
    set: (change: SettingsChange) => client.settings.set(change),
    passes: (ms: Millis) => clock.advance(ms),
    put,
    /** The same, and it is read. */
    async sends(...documents: readonly Sent[]) {
      put(...documents);
      await poll();
    },
    /** What is overdue, and since when, by the document's number. */
    async overdue() {
      const issues = await queue('kind:overdue-acknowledgement');
      return Object.fromEntries(issues.map((issue) => [issue.documentNumber, isoSeconds(issue.firstSeenAt)]));
    },
  };
}

test('What nobody has set has its defaults, and a change leaves everything else as it was.', async () => {
  const h = await desk();
  const before = await h.client.settings.get();
  const after = await h.set({ undoSeconds: 5, calendar: { zone: 'Europe/Berlin', start: '7:30' } });
  expect(before).toEqual({
    ...defaultSettings,
    ownAddresses: ['ZZ:GRIDBRANDS'],
    undoSeconds: 10,
    bindings: [],
    calendar: { zone: 'UTC', days: [1, 2, 3, 4, 5], start: '08:00', end: '18:00', holidays: [] },
    acknowledgement: {
      default: 24,
      byType: expect.arrayContaining([{ documentType: '856', hours: 4 }]),
      byPartner: [],
    },
  });
  expect(after).toEqual({
    ...before,
    undoSeconds: 5,
    calendar: { ...before.calendar, zone: 'Europe/Berlin', start: '07:30' },
  });
  expect(await h.client.settings.get()).toEqual(after);
});

test('A change made on what has changed meanwhile is refused and tells what it is now; other things are not in its way.', async () => {
  const { client } = await desk();
  const read = await client.settings.get();
  const theirs = { calendar: { zone: 'Europe/Paris' }, acknowledgement: { byType: [] } };
  await client.settings.set({ ...theirs, was: readFor(theirs, read) });

  const mine = { calendar: { zone: 'Europe/Berlin', start: '07:00' } };
  const refused = client.settings.set({ ...mine, was: readFor(mine, read) });
  await expect(refused).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { now: { calendar: { zone: 'Europe/Paris', start: '08:00' } }, next: expect.stringContaining('choose one') },
  });
  expect((await client.settings.get()).calendar.start).toBe('08:00');

  const other = { calendar: { holidays: ['2026-12-25'] }, undoSeconds: 5 };
  const stored = await client.settings.set({ ...other, was: readFor(other, read) });
  expect(stored).toMatchObject({ undoSeconds: 5, calendar: { zone: 'Europe/Paris', holidays: ['2026-12-25'] } });
  expect(stored.acknowledgement.byType).toEqual([]);
  // Without a word of what it was, it is an order.
  expect((await client.settings.set(mine)).calendar.zone).toBe('Europe/Berlin');
});

test('Whose documents are ours is said once for all connections, and everything that was read goes by it at once.', async () => {
  const h = await desk();
  const directions = async () => (await h.queue('')).map(({ direction }) => direction);
  await h.set({ ownAddresses: [] });
  const stranger = { receiveraddress: 'ZZ:STRANGER', receivername: 'Stranger' };
  h.tradingGrid.put({ ...invoice('9001'), ...stranger, status: 'Failed', errorcode: '4711' });
  await h.poll();
  expect(await directions()).toEqual(['unknown']);

  // The company's own profile knows it; a person takes it or leaves it.
  const { offers } = await h.client.connections.test({ connection: 'trading-grid' });
  expect(offers).toEqual([
    { setting: 'ownAddresses', values: ['ZZ:GRIDBRANDS'], from: 'your company profile in Trading Grid' },
  ]);
  expect(await directions()).toEqual(['unknown']);
  await h.set(changeFor(offers, await h.client.settings.get()));
  expect(await directions()).toEqual(['outbound']);
  expect((await h.client.connections.test({ connection: 'trading-grid' })).offers).toEqual([]);

  // Another one beside it, said twice: once is enough.
  const all = await h.set({ ownAddresses: [' ZZ:GRIDBRANDS', '01:147678796', 'zz:gridbrands', ''] });
  expect(all.ownAddresses).toEqual(['01:147678796', 'ZZ:GRIDBRANDS']);
});

test.each<[string, SettingsChange, string]>([
  ['an unknown zone', { calendar: { zone: 'Europe/Atlantis' } }, 'calendar.zone'],
  ['an offset in place of a zone', { calendar: { zone: '+02:00' } }, 'calendar.zone'],
  ['an end before the start', { calendar: { start: '18:00', end: '08:00' } }, 'calendar.end'],
  ['an address with a blank in it', { ownAddresses: ['ZZ:ACME', 'ZZ: ACME'] }, 'ownAddresses'],
  ['an hour that no day has', { calendar: { start: '25:00' } }, 'calendar.start'],
  ['a week without days', { calendar: { days: [] } }, 'calendar.days'],
  ['an eighth day', { calendar: { days: [1, 8] } }, 'calendar.days'],
  ['a holiday that is no date', { calendar: { holidays: ['2026-02-30'] } }, 'calendar.holidays'],
  [
    'a binding of what nobody can do',
    { bindings: [{ capability: 'case.creat', connection: 'crm' }] },
    'bindings.case.creat',
  ],
  ['more than a minute to undo', { undoSeconds: 61 }, 'undoSeconds'],
  ['no hours at all', { acknowledgement: { default: 0 } }, 'acknowledgement.default'],
  [
    'an hour count beyond reason',
    { acknowledgement: { byType: [{ documentType: '810', hours: 1_001 }] } },
    'acknowledgement.byType.810',
  ],
  [
    'a second rule for one partner',
    {
      acknowledgement: {
        byPartner: [
          { partner: 'ZZ:ACME', documentType: null, hours: 4 },
          { partner: 'zz:acme ', documentType: null, hours: 8 },
        ],
      },
    },
    'acknowledgement.byPartner.zz:acme.*',
  ],
])('%s is refused by the name of its field, and nothing of the change is kept.', async (_, change, field) => {
  const { client } = await desk();
  const before = await client.settings.get();
  await expect(client.settings.set({ undoSeconds: 3, ...change })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field, expected: expect.any(String), got: expect.any(String) },
  });
  expect(await client.settings.get()).toEqual(before);
});

test('Due times of unresolved issues move with the calendar, and the journal still gives the same issues.', async () => {
  const h = await desk();
  await h.unreadable(120);
  const before = await h.queue('');
  await h.client.issues.setStatus({ ids: [first(before).id], status: 'resolved' });
  await h.set({ calendar: { end: '12:00', holidays: ['2026-11-17'] } });
  const after = await h.queue('');
  const verified = await h.client.system.verify();
  expect({
    before: [before.length, [...new Set(before.map(({ dueAt }) => dueAt))]],
    after: [after.length, [...new Set(after.map(({ dueAt }) => dueAt))]],
    problems: verified.problems,
  }).toEqual({
    before: [120, [Date.UTC(2026, 10, 16, 17)]],
    // Eight business hours from Monday, 09:00: three on Monday, none on Tuesday, four on Wednesday, one on Thursday.
    after: [119, [Date.UTC(2026, 10, 19, 9)]],
    problems: [],
  });
});

test('A change of calendar that ends with the program is gone through with before anything is compared.', async () => {
  const h = await desk();
  await h.unreadable(250);
  const changing = h.set({ calendar: { end: '12:00' } });
  // The change is stored; of the due times only the first are worked out.
  await new Promise((resolve) => setImmediate(resolve));
  await h.core.stop();
  await changing;
  const { client } = await h.open();
  const due = async () => {
    const { issues } = await client.issues.list({ limit: 1_000 });
    return new Set(issues.map(({ dueAt }) => dueAt)).size;
  };
  const halfway = await due();
  const { problems } = await client.system.verify();
  expect({ halfway, problems, end: await due() }).toEqual({ halfway: 2, problems: [], end: 1 });
});

test('Where nothing runs, one poll is enough to hear of what became overdue meanwhile.', async () => {
  const h = await desk();
  h.put(shipNotice('SHIP-1'));
  await h.passes(5 * hour);
  await h.poll();
  expect(await h.overdue()).toEqual({ 'SHIP-1': '2026-11-16T13:00:00Z' });
});

test('A partner has the hours of its own rule for a type, counted over a weekend and a holiday.', async () => {
  const h = await desk();
  await h.set({
    calendar: { holidays: ['2026-11-23'] },
    acknowledgement: {
      byPartner: [
        { partner: '01:123456789', documentType: null, hours: 24 },
        { partner: 'harbour stores', documentType: '856', hours: 12 },
      ],
    },
  });
  await h.passes(4 * day);
  // Friday, 09:00: nine hours are left of it, then come a weekend and a Monday that is free.
  await h.sends(shipNotice('SHIP-1'), invoice('INV-1'));
  await h.passes(4 * day + 2 * hour - minute);
  await h.poll();
  const before = await h.overdue();
  await h.passes(minute);
  await h.poll();
  const first = await h.overdue();
  await h.passes(day + 2 * hour);
  await h.poll();
  expect({ before, first, later: await h.overdue(), problems: (await h.client.system.verify()).problems }).toEqual({
    before: {},
    first: { 'SHIP-1': '2026-11-24T11:00:00Z' },
    later: { 'SHIP-1': '2026-11-24T11:00:00Z', 'INV-1': '2026-11-25T13:00:00Z' },
    problems: [],
  });
});

test('A shorter time holds at once for what waits already, and a partner that never answers is left alone.', async () => {
  const h = await desk();
  await h.sends(invoice('INV-1'), shipNotice('SHIP-1'));
  await h.passes(3 * hour);
  const silent = { partner: 'Harbour Stores', documentType: '856', hours: null };
  await h.set({ acknowledgement: { byType: [{ documentType: '810', hours: 2 }], byPartner: [silent] } });
  const atOnce = await h.overdue();
  await h.passes(20 * day);
  await h.poll();
  expect([atOnce, await h.overdue()]).toEqual([
    { 'INV-1': '2026-11-16T11:00:00Z' },
    { 'INV-1': '2026-11-16T11:00:00Z' },
  ]);
});

test('More than a month may be allowed, and what is overdue after that is told.', async () => {
  const h = await desk();
  await h.set({ acknowledgement: { byType: [{ documentType: '810', hours: 300 }] } });
  await h.sends(invoice('INV-1'));
  await h.passes(43 * day);
  await h.poll();
  expect(await h.overdue()).toEqual({ 'INV-1': '2026-12-28T09:00:00Z' });
});
