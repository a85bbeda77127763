import { expect, test } from 'vitest';
import { hour, isoSeconds, minute } from '#shared/lib/time.ts';
import { tradingGrid } from '#core/connectors/trading-grid/index.ts';
import { exchangeReportSchema, wordsOf } from '#shared/model/feed/exchange.ts';
import { failure, poll } from '../reading.ts';
import { tradingGridWorld, type World } from './world.ts';

const search = 'trading-grid.transactions.search';
const failed = { status: 'Failed', errorcode: '4711', externalerrormessage: 'AS2 endpoint refused the file' };

function seen(events: readonly { readonly payload: unknown }[]) {
  return events.map((event) => exchangeReportSchema.parse(event.payload));
}

function fill(world: World, count: number, at: number) {
  for (let index = 0; index < count; index += 1) {
    const time = isoSeconds(at + index * 1000);
    world.grid.put({
      transactionid: `TG16-PROD-${index}`,
      correlationid: `C-${index}`,
      arrivaltime: time,
      ...failed,
      statusdate: time,
    });
  }
}

test('A failed transaction arrives with its words as sent, its business keys, its link and every other field.', async () => {
  const world = await tradingGridWorld();
  const at = isoSeconds(world.clock.now() - 5 * minute);
  world.grid.put({
    transactionid: 'TG16-PROD-1',
    correlationid: 'C-1',
    transactionlevel: 'Document',
    editype: '810',
    type: 'Invoice',
    senderaddress: 'ZZ:HARROWVALE',
    receiveraddress: 'ZZ:NORTHGATE',
    sendername: 'Harrowvale',
    receivername: 'Northgate Foods',
    ...failed,
    deliverystatus: 'DeliveryFailed',
    fastatus: 'W',
    fastatusdate: at,
    insize: '2048',
    senderreference: '000000017',
    arrivaltime: at,
    statusdate: at,
    contentkeys: { 'invoice number': 'INV-77', 'purchase order number': 'PO-9' },
  });
  const { events } = await poll(world.connection.feeds.transactions);
  const [event] = events;
  expect(event?.sourceId).toMatch(/^TG16-PROD-1@[0-9a-f]{16}$/);
  expect(event).toMatchObject({ source: 'trading-grid', kind: 'exchange.reported', occurredAt: Date.parse(at) });
  expect(seen(events)).toEqual([
    {
      exchangeId: 'TG16-PROD-1',
      processId: 'C-1',
      level: 'document',
      documentType: '810',
      documentNumber: 'INV-77',
      senderAddress: 'ZZ:HARROWVALE',
      receiverAddress: 'ZZ:NORTHGATE',
      senderName: 'Harrowvale',
      receiverName: 'Northgate Foods',
      interchange: '000000017',
      references: [
        { key: 'invoice number', value: 'INV-77' },
        { key: 'purchase order number', value: 'PO-9' },
      ],
      arrivedAt: Date.parse(at),
      reached: false,
      acknowledgement: 'awaited',
      reports: {
        delivery: {
          verdict: 'problem',
          kind: 'delivery-failed',
          reason: 'not-delivered',
          status: 'Failed',
          meaning: 'delivery failed',
          code: '4711',
          words: 'AS2 endpoint refused the file',
          at: Date.parse(at),
        },
        acknowledgement: { verdict: 'waiting', status: 'W', meaning: 'waiting', at: Date.parse(at) },
      },
      link: 'https://tradinggrid.opentext.com/lens/app/transactions/TG16-PROD-1/details',
      extra: expect.objectContaining({
        type: 'Invoice',
        insize: '2048',
        outsize: null,
        deliverystatus: 'DeliveryFailed',
      }),
    },
  ]);
});

test('An entry is read once for as long as its text stays the same; then it has one source id, and a changed one has another.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  const first = await poll(world.connection.feeds.transactions);
  const second = await poll(world.connection.feeds.transactions, first.cursor);
  expect([first, second].map(({ events, known }) => [events.length, known])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  // After a restart nothing is remembered.
  const anew = await poll(tradingGrid.open(world.context).feeds.transactions, first.cursor);
  expect(anew.events.map(({ sourceId }) => sourceId)).toEqual(first.events.map(({ sourceId }) => sourceId));
  await world.clock.advance(minute);
  world.grid.put({ transactionid: 'T-1', status: 'Delivered' });
  const third = await poll(world.connection.feeds.transactions, second.cursor);
  expect(seen(third.events).map(({ reports }) => reports.delivery.status)).toEqual(['Delivered']);
  expect(third.events[0]?.sourceId).not.toBe(first.events[0]?.sourceId);
});

test('An entry whose page was not taken is not known, and comes again.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  const feed = world.connection.feeds.transactions;
  // The page could not be written: whoever reads the feed gives up at it.
  for await (const page of feed?.({ cursor: null, signal: new AbortController().signal }) ?? []) {
    if (page.events.length > 0) break;
  }
  expect((await poll(feed)).events).toHaveLength(1);
});

test('A transaction that fails long after it arrived is found by the time of its status.', async () => {
  const world = await tradingGridWorld();
  const first = await poll(world.connection.feeds.transactions);
  world.grid.put({
    transactionid: 'T-late',
    ...failed,
    arrivaltime: isoSeconds(world.clock.now() - 1000 * hour),
  });
  expect(seen((await poll(world.connection.feeds.transactions, first.cursor)).events)).toMatchObject([
    { exchangeId: 'T-late' },
  ]);
});

test('A window is read page by page in the order of the feed, whatever order or doubles the pages have.', async () => {
  const world = await tradingGridWorld({ settings: { pageSize: '20' } });
  const { cursor } = await poll(world.connection.feeds.transactions);
  fill(world, 95, world.clock.now() - 4 * minute);
  world.grid.ledger.clear();
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'reordered' }, times: 2 });
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'duplicated' }, times: 2 });
  const { events } = await poll(world.connection.feeds.transactions, cursor);
  expect(new Set(seen(events).map(({ exchangeId }) => exchangeId)).size).toBe(95);
  expect(events).toHaveLength(95);
  expect(world.grid.ledger.calls(search)).toHaveLength(5);
});

test('After a long pause the missed time is read by scrolling, window by window, and each moves the cursor.', async () => {
  const world = await tradingGridWorld({ settings: { catchUpHours: '6' } });
  const start = world.clock.now();
  fill(world, 2500, start - 20 * hour);
  const cursors: unknown[] = [];
  let received = 0;
  const feed = world.connection.feeds.transactions;
  if (feed === undefined) throw new Error('no feed');
  for await (const page of feed({ cursor: { passed: start - 24 * hour }, signal: new AbortController().signal })) {
    received += page.events.length;
    if (page.cursor !== null) cursors.push(page.cursor);
  }
  expect(received).toBe(2500);
  expect(cursors).toHaveLength(5);
  expect(cursors.at(-1)).toEqual({ passed: start });
});

test('A window that breaks off half-way is read again from its beginning, and loses nothing.', async () => {
  const world = await tradingGridWorld();
  const start = world.clock.now();
  fill(world, 2500, start - 20 * hour);
  const cursor = { passed: start - 24 * hour };
  world.grid.faults.add({ call: search, fault: { type: 'truncate' }, after: 5 });
  const events: string[] = [];
  let kept: unknown = cursor;
  const read = async () => {
    const feed = world.connection.feeds.transactions;
    if (feed === undefined) throw new Error('no feed');
    for await (const page of feed({ cursor: kept as never, signal: new AbortController().signal })) {
      events.push(...page.events.map(({ sourceId }) => sourceId));
      kept = page.cursor ?? kept;
    }
  };
  expect((await failure(read())).kind).toBe('unavailable');
  await read();
  expect(new Set(events).size).toBe(2500);
});

test('A failure without words fetches its siblings once, and the message on the sibling arrives.', async () => {
  const world = await tradingGridWorld();
  const old = isoSeconds(world.clock.now() - 200 * hour);
  world.grid.put({ transactionid: 'T-file', correlationid: 'C-1', status: 'Failed', errorcode: '-2' });
  world.grid.put({ transactionid: 'T-other', correlationid: 'C-2', status: 'Failed', errorcode: '-2' });
  world.grid.put({
    transactionid: 'T-document',
    correlationid: 'C-1',
    arrivaltime: old,
    status: 'Completed',
    statusdate: old,
    externalerrormessage: 'Mandatory element BEG03 is missing',
  });
  const first = await poll(world.connection.feeds.transactions);
  expect(seen(first.events).map((entry) => [entry.exchangeId, wordsOf(entry)])).toEqual([
    ['T-file', null],
    ['T-other', null],
    ['T-document', 'Mandatory element BEG03 is missing'],
  ]);
  world.grid.ledger.clear();
  await poll(world.connection.feeds.transactions, first.cursor);
  // One for those in trouble, one for the window.
  expect(world.grid.ledger.calls(search)).toHaveLength(2);
});

test('A failure whose siblings could not all be read is not done with: they are asked for again, and the message arrives.', async () => {
  const world = await tradingGridWorld();
  const { cursor } = await poll(world.connection.feeds.transactions);
  const old = isoSeconds(world.clock.now() - 200 * hour);
  const document = { transactionid: 'T-document', correlationid: 'C-1', arrivaltime: old, statusdate: old };
  world.grid.put({ transactionid: 'T-file', correlationid: 'C-1', status: 'Failed', errorcode: '-2' });
  // Sent in part: no status, no words.
  world.grid.put({ ...document, status: null });
  const first = await poll(world.connection.feeds.transactions, cursor);
  expect(seen(first.events).map(({ exchangeId }) => exchangeId)).toEqual(['T-file']);
  world.grid.put({ ...document, status: 'Completed', externalerrormessage: 'Mandatory element BEG03 is missing' });
  const second = await poll(world.connection.feeds.transactions, first.cursor);
  expect(seen(second.events).map(wordsOf)).toContain('Mandatory element BEG03 is missing');
});

test('Acknowledgements arrive by their own date, and documents that still wait for one arrive too.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-accepted', status: 'Delivered', fastatus: 'A' });
  world.grid.put({ transactionid: 'T-received', status: 'Delivered', fastatus: 'C' });
  world.grid.put({ transactionid: 'T-waiting', status: 'Delivered', fastatus: 'W', fastatusdate: null });
  const { events } = await poll(world.connection.feeds.acknowledgements);
  expect(
    seen(events)
      .map(({ exchangeId, reports }) => [exchangeId, reports.acknowledgement?.status])
      .toSorted(),
  ).toEqual([
    ['T-accepted', 'A'],
    // Lens sends this one as null beside a warning.
    ['T-received', 'C'],
    ['T-waiting', 'W'],
  ]);
});

test('The field map redirects, drops and adds Lens fields.', async () => {
  const world = await tradingGridWorld({
    settings: { fieldMap: '{"message":"processingsubstatus","senderReference":null,"also":["labels"]}' },
  });
  world.grid.put({ transactionid: 'T-1', ...failed, processingsubstatus: 'Map 12 failed', labels: 'urgent' });
  const { events } = await poll(world.connection.feeds.transactions);
  expect(seen(events)).toMatchObject([
    { interchange: null, reports: { delivery: { words: 'Map 12 failed' } }, extra: { labels: 'urgent' } },
  ]);
});

test.each([
  ['{"message":', 'not JSON'],
  ['{"massage":"x"}', 'massage'],
  ['{"message":"a b"}', 'letters'],
])('A field map like %s is a set-up error that says why.', async (fieldMap, why) => {
  const world = await tradingGridWorld({ settings: { fieldMap } });
  const error = await failure(poll(world.connection.feeds.transactions));
  expect([error.kind, error.code]).toEqual(['set-up', 'trading-grid.setting']);
  expect(error.message).toContain(why);
});

test('The partner directory gives every partner with its addresses.', async () => {
  const partner = {
    companyId: 'GC041543822654',
    name: 'Northgate Foods',
    role: 'retailer' as const,
    x12: 'ZZ:NORTHGATE',
    edifact: '14:5412345000013',
    scac: null,
    street: '',
    city: '',
    region: '',
    postalCode: '',
    country: 'US',
    contact: { name: 'Ann Porter', email: 'ann@northgate.example', phone: '1' },
    accountName: null,
  };
  const world = await tradingGridWorld({ scenario: { partners: [partner] } });
  const { events } = await poll(world.connection.feeds.partners);
  expect(events.map(({ kind, payload }) => [kind, payload])).toEqual([
    [
      'partner.seen',
      {
        companyId: 'GC041543822654',
        name: 'Northgate Foods',
        addresses: ['14:5412345000013', 'ZZ:NORTHGATE'],
      },
    ],
  ]);
  const again = await poll(world.connection.feeds.partners);
  expect(again.events.map(({ sourceId }) => sourceId)).toEqual(events.map(({ sourceId }) => sourceId));
});

test('Without a company ID there are no partners to read; with a wrong one, only the partner feed asks for set-up.', async () => {
  const without = await tradingGridWorld({ settings: { companyId: '' } });
  expect((await poll(without.connection.feeds.partners)).events).toEqual([]);
  expect(await without.connection.test(new AbortController().signal)).toMatchObject({ ok: true });
  const wrong = await tradingGridWorld({ settings: { companyId: 'GC0' } });
  expect(await failure(poll(wrong.connection.feeds.partners))).toMatchObject({
    kind: 'set-up',
    code: 'trading-grid.not-found',
  });
  expect((await poll(wrong.connection.feeds.transactions)).events).toEqual([]);
});

test('The connection test tells in plain words what works and what does not.', async () => {
  const world = await tradingGridWorld();
  expect(await world.connection.test(new AbortController().signal)).toMatchObject({
    ok: true,
    checks: [
      { name: 'Settings', ok: true },
      { name: 'Keys', message: 'Trading Grid accepted the consumer key and secret.' },
      { name: 'Lens search', message: 'The Lens search answers: 0 problem entries in the last 24 hours.' },
      { name: 'Partner directory', message: 'The partner directory has 0 trading partners.' },
    ],
  });
  const locked = await tradingGridWorld({ secrets: { consumerSecret: 'wrong' } });
  const report = await locked.connection.test(new AbortController().signal);
  expect(report.ok).toBe(false);
  expect(report.checks.at(-1)).toMatchObject({ name: 'Keys', ok: false });
});

test('An expired token is renewed once, for all calls that wait.', async () => {
  const world = await tradingGridWorld();
  await poll(world.connection.feeds.transactions);
  world.grid.expireTokens();
  world.grid.ledger.clear();
  await Promise.all([poll(world.connection.feeds.transactions), poll(world.connection.feeds.partners)]);
  expect(world.grid.ledger.calls('trading-grid.token')).toHaveLength(1);
});

test('A token is renewed after nine hours without waiting for a refusal.', async () => {
  const world = await tradingGridWorld();
  await poll(world.connection.feeds.partners);
  await world.clock.advance(9 * hour);
  world.grid.ledger.clear();
  await poll(world.connection.feeds.partners);
  expect(world.grid.ledger.calls().map(({ operation, status }) => [operation, status])).toEqual([
    ['trading-grid.token', 200],
    ['trading-grid.partners.list', 200],
  ]);
});

test('A token that is refused again and again ends in a sign-in error after one renewal.', async () => {
  const world = await tradingGridWorld();
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'token-expired' }, times: null });
  expect(await failure(poll(world.connection.feeds.transactions))).toMatchObject({
    kind: 'sign-in',
    code: 'trading-grid.token-refused',
  });
  expect(world.grid.ledger.calls(search)).toHaveLength(2);
  expect(world.grid.ledger.calls('trading-grid.token')).toHaveLength(2);
});
