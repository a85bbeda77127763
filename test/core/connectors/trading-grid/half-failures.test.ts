import { expect, test } from 'vitest';
import { day, hour, isoSeconds, minute } from '#shared/lib/time.ts';
import type { Json } from '#shared/lib/json.ts';
import { exchangeReportSchema } from '#shared/model/feed/exchange.ts';
import { refusalIn } from '#core/connectors/trading-grid/lens/refusal.ts';
import { unnamedIn } from '#core/connectors/trading-grid/lens/unnamed.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { failure, poll } from '../reading.ts';
import { tradingGridWorld, type World } from './world.ts';

const search = 'trading-grid.transactions.search';
const failed = { status: 'Failed', errorcode: '4711', externalerrormessage: 'AS2 endpoint refused the file' };

/** Polls once and gives which entries came, and the last that the feed said of itself. */
async function look(
  world: World,
  cursor: Json | null = null,
  name: 'transactions' | 'acknowledgements' = 'transactions',
  /** Gets what came before a failure too: the core has journaled it by then. */
  ids: string[] = [],
) {
  const feed = world.connection.feeds[name];
  if (feed === undefined) throw new Error('There is no such feed.');
  let notes: readonly string[] | undefined;
  let next = cursor;
  for await (const page of feed({ cursor, signal: new AbortController().signal })) {
    for (const { payload } of page.events) ids.push(exchangeReportSchema.parse(payload).exchangeId);
    notes = page.notes ?? notes;
    next = page.cursor ?? next;
  }
  return { ids: ids.toSorted(), notes, cursor: next };
}

test.each(['null-result', 'null-transactions', 'empty-with-error', 'errors-only', 'no-data', 'part-missing'])(
  'An answer with nothing, or less than it announces, beside an error (%s) is no empty page: the same time is read again.',
  async (name) => {
    const world = await tradingGridWorld();
    const { cursor } = await look(world);
    await world.clock.advance(minute);
    for (const id of ['T-1', 'T-2', 'T-3']) world.grid.put({ transactionid: id, ...failed });
    world.grid.faults.add({ call: search, fault: { type: 'vendor', name } });
    const feed = world.connection.feeds.transactions;
    if (feed === undefined) throw new Error('There is no such feed.');
    let moved = false;
    const error = await failure(
      (async () => {
        for await (const page of feed({ cursor, signal: new AbortController().signal })) moved ||= page.cursor !== null;
      })(),
    );
    expect([moved, error.kind]).toEqual([false, name === 'no-data' ? 'unexpected-answer' : 'unavailable']);
    // A day later than any overlap: only the cursor that stayed finds them.
    await world.clock.advance(day);
    expect((await look(world, cursor)).ids).toEqual(['T-1', 'T-2', 'T-3']);
  },
);

test.each([
  [{ error: { message: 'The index is being rebuilt' } }, 'The index is being rebuilt'],
  [{ error: 'The index is being rebuilt' }, 'The index is being rebuilt'],
  [{ error_description: 'The index is being rebuilt' }, 'The index is being rebuilt'],
  [{ status: 500, message: 'The index is being rebuilt' }, 'status 500: The index is being rebuilt'],
  [{ status: 'PARTIAL' }, 'status PARTIAL'],
  [{ statusCode: '503' }, 'statusCode 503'],
  [{ success: false, message: 'The index is being rebuilt' }, 'The index is being rebuilt'],
  [{ message: 'The index is being rebuilt' }, 'The index is being rebuilt'],
  [{ extensions: { timed_out: true } }, 'timed_out: true'],
  [{ extensions: { warnings: ['2 of 5 shards failed'] } }, '2 of 5 shards failed'],
  [{ extensions: { warnings: [{ message: 'Results are partial' }] } }, 'Results are partial'],
  [{ extensions: { _shards: { total: 5, failed: 2 } } }, 'failed: 2'],
  [{ extensions: { errors: [{ message: 'No shard answered' }] } }, 'No shard answered'],
  [{ warnings: ['Results are partial'] }, 'Results are partial'],
])('An empty list beside %j is no empty page: the same time is read again.', async (beside, words) => {
  const world = await tradingGridWorld();
  const { cursor } = await look(world);
  await world.clock.advance(minute);
  world.grid.put({ transactionid: 'T-1', ...failed });
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'empty-beside', options: { beside } } });
  const error = await failure(look(world, cursor));
  expect([error.kind, error.message]).toEqual(['unavailable', `Lens could not run the search: ${words}.`]);
  await world.clock.advance(day);
  expect((await look(world, cursor)).ids).toEqual(['T-1']);
});

test.each([
  [{ extensions: { tracing: { duration: 12 }, cost: { requested: 4 } } }],
  [{ extensions: { warnings: [], timed_out: false, _shards: { total: 5, failed: 0 } } }],
  [{ extensions: { warnings: ['The field insize is deprecated'] } }],
  [{ status: 200, message: 'OK', success: true, error: null, errors: [] }],
])('An empty list beside %j is an empty page.', async (beside) => {
  const world = await tradingGridWorld();
  const fault = { type: 'vendor' as const, name: 'empty-beside', options: { beside } };
  world.grid.faults.add({ call: search, fault, times: null });
  expect((await look(world)).cursor).toEqual({ passed: world.clock.now() });
});

test('No list at all is no empty page, even where a total of 0 stands beside it.', async () => {
  const world = await tradingGridWorld();
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'null-silently' } });
  expect(await failure(look(world))).toMatchObject({
    kind: 'unexpected-answer',
    message: 'Lens sent nothing where the list of transactions should be, and did not say why.',
  });
});

test('An error without words is said to be one.', async () => {
  const world = await tradingGridWorld();
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'errors-only', options: { message: ' ' } } });
  expect((await failure(look(world))).message).toBe('Lens could not run the search and did not say why.');
});

test.each([
  ['null-entry', {}],
  ['broken-entry', {}],
  ['field-failed', { field: 'status' }],
  ['field-failed', { field: 'errorcode' }],
])('An entry that can not be read (%s) costs that entry, is told of, and comes later.', async (name, options) => {
  const world = await tradingGridWorld();
  for (const id of ['T-1', 'T-2', 'T-3']) world.grid.put({ transactionid: id, ...failed });
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name, options }, times: null });
  const first = await look(world);
  expect(first.ids).toEqual(['T-2', 'T-3']);
  expect(first.notes?.join()).toMatch(
    /^1 entry could not be read: Lens sent it empty or incomplete\. The time from 2026-11-1/,
  );

  // It stays so for hours, in which the cursor goes on.
  await world.clock.advance(5 * hour);
  const second = await look(world, first.cursor);
  expect(second.cursor).toEqual({ passed: world.clock.now() });
  world.grid.faults.clear();
  await world.clock.advance(6 * hour);
  const third = await look(world, second.cursor);
  expect([third.ids.includes('T-1'), third.notes]).toEqual([true, []]);
});

test.each([
  ['entries were announced', { total: 5 }],
  ['none were', { total: null }],
])('A scroll of empty entries without end is given up after a few calls, where %s.', async (_, options) => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'blank-page', options }, times: null });
  // Far enough back that the time is caught up with by scrolling.
  const error = await failure(look(world, { passed: world.clock.now() - 2 * day }));
  expect(error.code).toBe('trading-grid.blank-pages');
  expect(world.grid.ledger.calls(search)).toHaveLength(3);
});

test.each([
  ['no error', {}],
  ['an error about one of them', { tells: true }],
])('Entries that say nothing about how they stand, with %s, are told of and come later.', async (_, options) => {
  const world = await tradingGridWorld();
  for (const id of ['T-1', 'T-2']) world.grid.put({ transactionid: id, ...failed });
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'mute-entries', options }, times: null });
  const first = await look(world);
  expect([first.ids, first.notes?.join()]).toEqual([[], expect.stringMatching(/^2 entries could not be read/)]);
  world.grid.faults.clear();
  await world.clock.advance(6 * hour);
  const second = await look(world, first.cursor);
  expect([second.ids, second.notes]).toEqual([['T-1', 'T-2'], []]);
});

test.each(['status', 'errorcode', 'externalerrormessage', 'deliverystatus'])(
  'One word about how an entry stands (%s) is enough to take it.',
  async (word) => {
    const world = await tradingGridWorld();
    world.grid.put({ transactionid: 'T-1', ...failed, deliverystatus: 'DeliveryFailed' });
    const mute = ['status', 'deliverystatus', 'fastatus', 'errorcode', 'externalerrormessage'];
    const options = { mute: mute.filter((name) => name !== word) };
    world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'mute-entries', options }, times: null });
    expect(await look(world)).toMatchObject({ ids: ['T-1'], notes: [] });
  },
);

test('Where this Lens has no status at all, an entry without a word is all there is.', async () => {
  const world = await tradingGridWorld({ settings: { fieldMap: '{"status": null}' } });
  world.grid.put({ transactionid: 'T-1', status: 'F' });
  expect((await look(world)).ids).toEqual(['T-1']);
});

test('What can never be read is asked for in vain for three days, and said after that.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'null-entry' }, times: null });
  let { cursor, notes } = await look(world);
  for (let hours = 0; hours < 80; hours += 4) {
    await world.clock.advance(4 * hour);
    const next = await look(world, cursor);
    cursor = next.cursor;
    notes = next.notes ?? notes;
  }
  expect(notes?.join()).toMatch(/could not be read for three days\. Check Lens for failures from/);
});

test('Fields that tell nothing may fail without costing the entry.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  world.grid.faults.add({
    call: search,
    fault: { type: 'vendor', name: 'field-failed', options: { field: 'insize' } },
  });
  expect(await look(world)).toMatchObject({ ids: ['T-1'], notes: [] });
});

test.each(['graphql-js', 'graphql-java', 'graphql-java-old', 'hot-chocolate', 'ruby', 'hasura', 'rust'])(
  'A tenant whose Lens has fewer fields and says so like %s is read without them, at once and from then on.',
  async (wording) => {
    const world = await tradingGridWorld();
    world.grid.put({ transactionid: 'T-1', ...failed, contentkeys: { 'invoice number': 'INV-1' } });
    const options = {
      fields: ['externalerrormessage', 'insize', 'solutionid'],
      wording,
      status: 400,
      oneAtATime: true,
    };
    world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'lacks-fields', options }, times: null });
    const first = await look(world);
    expect(first.ids).toEqual(['T-1']);
    expect(first.notes).toEqual([
      'This tenant’s Lens does not have the fields externalerrormessage, insize, solutionid. So failures have no reason. Gridline asks for all fields again every day.',
    ]);
    world.grid.ledger.clear();
    expect((await look(world, first.cursor, 'acknowledgements')).ids).toEqual([]);
    const refused = world.grid.ledger.calls(search).filter(({ status }) => status === 400);
    expect(refused).toHaveLength(0);
    const report = await world.connection.test(new AbortController().signal);
    expect(report.ok).toBe(true);
    expect(report.checks.find(({ name }) => name === 'Lens search')?.message).toContain('externalerrormessage');

    // The tenant gets them.
    world.grid.faults.clear();
    await world.clock.advance(day + hour);
    world.grid.put({ transactionid: 'T-2', ...failed });
    const later = await look(world, first.cursor);
    expect([later.ids, later.notes]).toEqual([['T-1', 'T-2'], []]);
  },
);

test.each(
  ['locations', 'path', 'path-text', 'extensions', 'nested', 'nowhere'].flatMap((place) => [
    { place, status: 200, oneAtATime: false },
    { place, status: 400, oneAtATime: true },
  ]),
)(
  'A field whose refusal names it so ($place, status $status, one at a time: $oneAtATime) is left out as well.',
  async ({ place, status, oneAtATime }) => {
    const world = await tradingGridWorld();
    world.grid.put({ transactionid: 'T-1', ...failed });
    const options = { fields: ['errortype', 'insize', 'contentkeys'], place, status, oneAtATime };
    world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'lacks-fields', options }, times: null });
    const { ids, notes, cursor } = await look(world);
    expect([ids, notes]).toEqual([
      ['T-1'],
      [
        'This tenant’s Lens does not have the fields contentkeys, errortype, insize. So documents have no business numbers. Gridline asks for all fields again every day.',
      ],
    ]);
    world.grid.ledger.clear();
    await look(world, cursor);
    expect(world.grid.ledger.calls(search)).toHaveLength(2);
  },
);

test.each([
  [['b'], ['b']],
  [
    ['a', 'h'],
    ['a', 'h'],
  ],
  [[], []],
])('Refused without a name, %j are found by leaving out halves.', async (refused, found) => {
  const optional = 'abcdefgh'.split('');
  const isTaken = async (without: ReadonlySet<string>) => refused.every((name) => without.has(name));
  expect(await unnamedIn(optional, isTaken)).toEqual(found);
});

test('The search for refused fields has an end.', async () => {
  const optional = Array.from({ length: 200 }, (_, at) => `field${at}`);
  let probes = 0;
  const isTaken = async (without: ReadonlySet<string>) => {
    probes += 1;
    return optional.every((name, at) => at % 2 === 0 || without.has(name));
  };
  const left = await unnamedIn(optional, isTaken);
  expect(probes).toBeLessThan(50);
  expect(optional.every((name, at) => at % 2 === 0 || left.includes(name))).toBe(true);
});

test('A refusal without names that is not about the fields is told, and no field is given up for it.', async () => {
  const world = await tradingGridWorld();
  const body = { errors: [{ message: 'Validation failed' }] };
  world.grid.faults.add({ call: search, fault: { type: 'status', status: 200, body }, times: null });
  const error = await failure(look(world));
  expect([error.kind, error.message]).toEqual(['set-up', 'Trading Grid refused the search: Validation failed.']);
  expect(world.grid.ledger.calls(search)).toHaveLength(2);
  world.grid.faults.clear();
  expect((await look(world)).notes).toEqual([]);
});

test('A Lens that becomes unwell while the refused fields are sought has not refused them.', async () => {
  const world = await tradingGridWorld();
  const options = { fields: ['insize'], place: 'nowhere' };
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'lacks-fields', options }, times: 2 });
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'graphql-error' }, after: 1 });
  expect((await failure(look(world))).kind).toBe('unavailable');
  world.grid.faults.clear();
  expect((await look(world)).notes).toEqual([]);
});

const asked = new Set(['insize', 'fastatus', 'contentkeys', 'contentKeyFilters', 'names', 'type', 'transactions']);

test.each([
  ['Unknown argument "names" on field "Transaction.contentkeys".', 'names'],
  ['Field "contentKeyFilters" is not defined by type "TransactionQuery".', 'contentKeyFilters'],
  [
    "Validation error (WrongType@[getTransactions]) : argument 'query' with value 'ObjectValue{}' contains a field not in 'TransactionQuery': 'contentKeyFilters'",
    'contentKeyFilters',
  ],
  ['Not Authorized to access fastatus on type Transaction', 'fastatus'],
  ['Cannot query field insize on type Transaction', 'insize'],
  ['Field "contentkeys" of type "String" must not have a selection since it has no subfields', 'contentkeys'],
  ['no such field on type Transaction: insize', 'insize'],
  ['[insize] is not a valid field of Transaction', 'insize'],
  ['Cannot query field "transactions" on type "Page".', 'transactions'],
  ['Value "fastatusdate" does not exist in "DateField" enum.', undefined],
  ['Exception while fetching data (/getTransactions) : insize', undefined],
])('The refusal %j is about %s.', (message, name) => {
  expect(refusalIn(message, asked)?.name).toBe(name);
});

test('Where the server tells its fields, one question is enough.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed });
  const options = {
    fields: ['insize', 'outsize', 'category', 'platform', 'solutionid', 'fastatus'],
    oneAtATime: true,
    introspection: true,
  };
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'lacks-fields', options }, times: null });
  expect((await look(world, { passed: world.clock.now() })).ids).toEqual(['T-1']);
  // The refused search, the question, and the search.
  expect(world.grid.ledger.calls(search)).toHaveLength(3);
});

test('Without business keys the entries are read all the same.', async () => {
  const world = await tradingGridWorld();
  world.grid.put({ transactionid: 'T-1', ...failed, contentkeys: { 'invoice number': 'INV-1' } });
  const options = { fields: ['contentkeys'] };
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'lacks-fields', options }, times: null });
  const { ids, notes } = await look(world);
  expect([ids, notes?.[0]]).toEqual([
    ['T-1'],
    'This tenant’s Lens does not have the field contentkeys. So documents have no business numbers. Gridline asks for all fields again every day.',
  ]);
});

test('Without the field that tells entries apart nothing can be read, and it is named.', async () => {
  const world = await tradingGridWorld();
  const options = { fields: ['transactionid', 'insize'] };
  world.grid.faults.add({ call: search, fault: { type: 'vendor', name: 'lacks-fields', options }, times: null });
  const error = await failure(poll(world.connection.feeds.transactions));
  expect([error.kind, error.code]).toEqual(['set-up', 'trading-grid.field-missing']);
  expect(`${error.message} ${error.next}`).toMatch(/"transactionid".*field map/);
});

test('An entry that becomes visible long after its own date is found by the daily look back.', async () => {
  const world = await tradingGridWorld();
  let { cursor } = await look(world);
  await world.clock.advance(20 * hour);
  ({ cursor } = await look(world, cursor));
  const at = isoSeconds(world.clock.now() - 3 * hour);
  world.grid.put({ transactionid: 'T-late', ...failed, arrivaltime: at, statusdate: at });
  const missed = await look(world, cursor);
  expect(missed.ids).toEqual([]);
  await world.clock.advance(5 * hour);
  expect((await look(world, missed.cursor)).ids).toEqual(['T-late']);
  // And not again for a day.
  world.grid.ledger.clear();
  await look(world, { passed: world.clock.now() });
  expect(world.grid.ledger.calls(search)).toHaveLength(2);
});

test.each([
  ['fast', -2 * hour],
  ['slow', 2 * hour],
  ['two days slow', 2 * day],
])('On a computer whose clock is %s, entries are found by the time of Trading Grid.', async (_, ahead) => {
  const clock = createManualClock();
  const world = await tradingGridWorld({ clock, gridAhead: ahead });
  let { cursor } = await look(world);
  for (const id of ['T-1', 'T-2', 'T-3']) {
    await clock.advance(minute);
    world.grid.put({ transactionid: id, ...failed });
    await clock.advance(minute);
    const next = await look(world, cursor);
    expect(next.ids).toContain(id);
    cursor = next.cursor;
  }
  // The computer is off, and its clock is right when it is on again.
  clock.turnBack(-ahead);
  world.grid.put({ transactionid: 'T-4', ...failed, statusdate: isoSeconds(clock.now() - minute) });
  expect((await look(world, cursor)).ids).toContain('T-4');
});

test.each([
  ['10 days behind', 10 * day],
  ['10 days ahead of', -10 * day],
  ['3650 days behind', 3650 * day],
])('A clock that is %s Trading Grid’s is told, and nothing is lost when it is set right.', async (words, ahead) => {
  const clock = createManualClock();
  let wrong = 0;
  const world = await tradingGridWorld({ clock, gridAhead: () => wrong });
  const { cursor } = await look(world);
  clock.turnBack(ahead);
  wrong = ahead;
  world.grid.put({ transactionid: 'T-1', ...failed });
  const brought: string[] = [];
  for (const _ of [1, 2]) {
    expect(await failure(look(world, cursor, 'transactions', brought))).toMatchObject({
      kind: 'set-up',
      message: expect.stringContaining(`This computer’s clock is ${words} Trading Grid’s`),
    });
    await clock.advance(minute);
  }
  const { checks } = await world.connection.test(new AbortController().signal);
  expect(checks.find(({ name }) => name === 'Lens search')).toMatchObject({
    ok: false,
    message: expect.stringContaining(words),
  });
  clock.turnBack(-ahead);
  wrong = 0;
  await look(world, cursor, 'transactions', brought);
  expect(brought).toEqual(['T-1']);
});

test('A cursor from the future hides nothing.', async () => {
  const world = await tradingGridWorld();
  const at = isoSeconds(world.clock.now() - 20 * hour);
  world.grid.put({ transactionid: 'T-1', ...failed, arrivaltime: at, statusdate: at });
  expect((await look(world, { passed: world.clock.now() + 2 * day })).ids).toEqual(['T-1']);
});

const partner = (n: number) => ({
  companyId: `GC-${n}`,
  name: `Partner ${n}`,
  role: 'retailer' as const,
  x12: `ZZ:P${n}`,
  edifact: null,
  scac: null,
  street: '',
  city: '',
  region: '',
  postalCode: '',
  country: 'US',
  contact: { name: 'Ann Porter', email: 'ann@northgate.example', phone: '1' },
  accountName: null,
});

test('A partner record that is null costs that record, and is told of until it comes.', async () => {
  const world = await tradingGridWorld({ scenario: { partners: [partner(1), partner(2)] } });
  world.grid.faults.add({ call: 'trading-grid.partners.list', fault: { type: 'vendor', name: 'null-record' } });
  const feed = world.connection.feeds.partners;
  if (feed === undefined) throw new Error('There is no such feed.');
  const said: unknown[] = [];
  for (let at = 0; at < 2; at += 1) {
    for await (const page of feed({ cursor: null, signal: new AbortController().signal })) {
      said.push(
        page.events.map(({ payload }) => (payload as { companyId: string }).companyId),
        page.notes,
      );
    }
  }
  expect(said).toEqual([
    ['GC-2'],
    [expect.stringMatching(/^1 record of the partner directory came empty/)],
    ['GC-1', 'GC-2'],
    [],
  ]);
});

test.each([
  [{ type: 'vendor', name: 'error-body' } as const, 'partner-directory-failed'],
  [{ type: 'status', status: 200, body: '' } as const, 'not-json'],
  [{ type: 'status', status: 200, body: { fault: { faultstring: 'No' } } } as const, 'partner-directory-failed'],
  [{ type: 'status', status: 200, body: { partners: null } } as const, 'partner-directory'],
  [{ type: 'html', status: 200 } as const, 'web-page'],
])('A directory that fails with status 200 (%j) is not taken for an empty one.', async (fault, code) => {
  const world = await tradingGridWorld({ scenario: { partners: [partner(1)] } });
  world.grid.faults.add({ call: 'trading-grid.partners.list', fault });
  expect((await failure(poll(world.connection.feeds.partners))).code).toBe(`trading-grid.${code}`);
});
