import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hour, minute, second } from '#shared/lib/time.ts';
import type { LensEntry, LensPage } from '#core/connectors/trading-grid/lens/lens.ts';
import { readWindow, planWindows, type Window } from '#core/connectors/trading-grid/transactions/read-window.ts';
import { failure, poll } from '../reading.ts';
import { tradingGridWorld } from './world.ts';

const options = { overlapMs: 10 * minute, firstLookbackMs: 72 * hour, catchUpMs: 6 * hour };

test('Windows leave no gap, end at now, move forward, and are never longer than a catch-up window and an overlap.', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000_000, max: 2_000_000_000_000 }),
      fc.option(fc.integer({ min: -2 * hour, max: 2000 * hour })),
      (now, ago) => {
        const windows = planWindows({ ...options, now, passed: ago === null ? null : now - ago });
        const [first] = windows;
        const start = ago === null ? now - options.firstLookbackMs : Math.min(now - ago, now) - options.overlapMs;
        expect(Math.abs((first?.from ?? 0) - start)).toBeLessThanOrEqual(second);
        expect(windows.at(-1)).toMatchObject({ to: Math.floor(now / second) * second, mode: 'pages' });
        for (const [index, { from, to }] of windows.entries()) {
          const before = windows[index - 1];
          expect(from).toBeLessThan(to);
          expect(to - from).toBeLessThanOrEqual(options.catchUpMs + options.overlapMs);
          expect(from).toBeLessThanOrEqual(before?.to ?? from);
          expect(to).toBeGreaterThan(before?.to ?? Number.NEGATIVE_INFINITY);
        }
      },
    ),
  );
});

const window = { from: 0, to: hour, mode: 'pages' as const };
const base = {
  window,
  search: { field: 'statusdate', query: '*', anyOf: [] },
  pageSize: 10,
  random: () => 0.5,
  idOf: (entry: LensEntry) => String(entry['id']),
};

async function collect(
  run: Parameters<typeof readWindow>[0]['run'],
  more: Partial<Parameters<typeof readWindow>[0]> = {},
) {
  const ids = new Set<string>();
  for await (const page of readWindow({ ...base, ...more, run })) for (const entry of page) ids.add(base.idOf(entry));
  return ids;
}

test('When entries leave a window while it is read, it is read again and none of the others is missed.', async () => {
  let left = Array.from({ length: 35 }, (_, id) => ({ id }));
  let calls = 0;
  const ids = await collect(async ({ page }) => {
    calls += 1;
    if (calls === 2) left = left.slice(5);
    const { offset, count } = page === 'scroll' ? { offset: 0, count: 0 } : page;
    return { entries: left.slice(offset, offset + count), total: left.length };
  });
  expect(left.every(({ id }) => ids.has(String(id)))).toBe(true);
});

test('A window that never holds what it announces is not passed.', async () => {
  const error = await failure(
    collect(async ({ page }) => ({
      entries: page !== 'scroll' && page.offset === 0 ? [{ id: 1 }, { id: 2 }] : [],
      total: 5,
    })),
  );
  expect([error.kind, error.code]).toEqual(['unavailable', 'trading-grid.incomplete']);
});

test('A scroll that hands out the same page for ever is an error, not an endless loop.', async () => {
  const error = await failure(
    collect(async () => ({ entries: [{ id: 1 }], total: null }), { window: { ...window, mode: 'scroll' } }),
  );
  expect(error.code).toBe('trading-grid.paging');
});

const scroll = { ...window, mode: 'scroll' as const };

test.each([
  ['nothing but empty entries', 'scroll', () => ({ entries: [], unreadable: 1, total: null }), 'blank-pages'],
  [
    'fewer than announced, then empty entries',
    'scroll',
    (n) => ({ entries: n === 1 ? [{ id: 1 }] : [], unreadable: n === 1 ? 0 : 1, total: 2 }),
    'blank-pages',
  ],
  [
    'an old entry beside an empty one',
    'scroll',
    () => ({ entries: [{ id: 1 }], unreadable: 1, total: null }),
    'blank-pages',
  ],
  ['ever new entries', 'scroll', (n) => ({ entries: [{ id: n }], total: null }), 'endless'],
  ['empty entries below a large total', 'pages', () => ({ entries: [], unreadable: 1, total: 9_000 }), 'blank-pages'],
  ['full pages of empty entries', 'pages', () => ({ entries: [], unreadable: 10, total: null }), 'blank-pages'],
  [
    'an old entry on full pages of empty ones',
    'pages',
    () => ({ entries: [{ id: 1 }], unreadable: 9, total: null }),
    'blank-pages',
  ],
  ['a total that runs away', 'pages', (n) => ({ entries: [{ id: n }], total: n + 1 }), 'endless'],
] satisfies [string, Window['mode'], (call: number) => LensPage, string][])(
  'A Lens that sends %s for ever (%s) is given up.',
  async (_, mode, answer, code) => {
    let calls = 0;
    const error = await failure(collect(async () => answer((calls += 1)), { window: { ...window, mode } }));
    expect([error.kind, error.code]).toEqual(['unexpected-answer', `trading-grid.${code}`]);
    expect(calls).toBeLessThan(4_100);
  },
);

test('Empty entries behind all that was announced end a scroll; those among them are told of.', async () => {
  let calls = 0;
  let lost = 0;
  const pages = [
    { entries: [{ id: 1 }], unreadable: 1, total: 2 },
    { entries: [{ id: 2 }], total: 2 },
  ];
  const ids = await collect(async () => pages[calls++] ?? { entries: [], unreadable: 1, total: 2 }, {
    window: scroll,
    unreadable: (count) => {
      lost = count;
    },
  });
  expect([[...ids], lost, calls]).toEqual([['1', '2'], 1, 5]);
});

test('Two scrolls of the same window begin at different places.', async () => {
  const starts: (number | undefined)[] = [];
  for (const random of [0, 0.9]) {
    await collect(
      async ({ range }) => {
        starts.push(range?.from);
        return { entries: [], total: 0 };
      },
      { window: { ...window, mode: 'scroll' }, random: () => random },
    );
  }
  expect(new Set(starts).size).toBe(2);
});

test('A result too large for offsets is scrolled.', async () => {
  const pages: unknown[] = [];
  await collect(async ({ page }) => {
    pages.push(page);
    if (page !== 'scroll') return { entries: [{ id: 0 }], total: 10_000 };
    const first = pages.length === 2;
    return { entries: first ? Array.from({ length: 10_000 }, (_, id) => ({ id })) : [], total: 10_000 };
  });
  expect(pages).toEqual([{ count: 10, offset: 0 }, 'scroll', 'scroll']);
});

test.each([
  [[{ companyId: 'GC1', companyName: 'Acme', tradingAddress: 'ZZ:ACME' }]],
  [
    {
      partnerDirectory: {
        partner: [
          { partnerCompanyId: 'GC1', partnerCompanyName: 'Acme', addresses: [{ qualifier: 'ZZ', address: 'ACME' }] },
        ],
      },
    },
  ],
  [{ total: 1, data: [{ id: 'GC1', name: 'Acme', ediAddresses: ['ZZ:ACME'], mailingAddress: '1 Main St' }] }],
  [{ results: [{ BUID: 'GC1', PartnerName: 'Acme', tradingAddresses: 'ZZ:ACME' }] }],
])('A partner directory of the form %j is understood.', async (body) => {
  const world = await tradingGridWorld();
  world.grid.faults.add({ call: 'trading-grid.partners.list', fault: { type: 'status', status: 200, body } });
  expect((await poll(world.connection.feeds.partners)).events.map(({ payload }) => payload)).toEqual([
    { companyId: 'GC1', name: 'Acme', addresses: ['ZZ:ACME'] },
  ]);
});

test.each([[{ message: 'hello' }], [[{ colour: 'red' }]], ['text'], [7]])(
  'A partner directory of the form %j is an error that says so.',
  async (body) => {
    const world = await tradingGridWorld();
    const fault = {
      type: 'status' as const,
      status: 200,
      body: typeof body === 'string' ? JSON.stringify(body) : body,
    };
    world.grid.faults.add({ call: 'trading-grid.partners.list', fault });
    expect((await failure(poll(world.connection.feeds.partners))).code).toBe('trading-grid.partner-directory');
  },
);
