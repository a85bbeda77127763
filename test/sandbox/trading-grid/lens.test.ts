import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { ids, read, startAt, startLens } from './lens-client.ts';

const at = (minutes: number): string => `${new Date(startAt + minutes * 60_000).toISOString().slice(0, 19)}Z`;

describe('tokens of the Trading Grid stand-in', () => {
  test('come as JSON without a lifetime, for the right key alone', async () => {
    const lens = await startLens();

    const given = await lens.token();
    expect(given.status).toBe(200);
    expect(Object.keys(z.record(z.string(), z.string()).parse(await given.json()))).toEqual([
      'access_token',
      'token_type',
    ]);

    const refused = await lens.token(lens.grid.consumerKey, 'wrong');
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({
      fault: {
        faultstring: 'Invalid client identifier',
        detail: { errorcode: 'oauth.v2.InvalidClientIdentifier' },
      },
    });
  });

  test('expire after ten hours, or sooner where set', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    const expired = {
      fault: {
        faultstring: 'Access Token expired',
        detail: { errorcode: 'keymanagement.service.access_token_expired' },
      },
    };

    lens.clock.now = startAt + 10 * 3_600_000 - 1;
    expect((await lens.post({ query: '{ getTransactions { count } }' }, token)).status).toBe(200);
    lens.clock.now += 1;
    const late = await lens.post({ query: '{ getTransactions { count } }' }, token);
    expect([late.status, await late.json()]).toEqual([401, expired]);

    const fresh = await lens.signIn();
    lens.grid.expireTokens();
    const ended = await lens.get('/TGCommunityServices/v1/companies/GC00817305HV/users', fresh);
    expect([ended.status, await ended.json()]).toEqual([401, expired]);
  });

  test('are asked for on every call', async () => {
    const lens = await startLens();

    expect((await lens.post({ query: '{ getTransactions { count } }' }, 'made-up')).status).toBe(401);
  });

  test('can end in the middle of things by a fault', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    lens.grid.faults.add({
      call: 'trading-grid.transactions.search',
      fault: { type: 'vendor', name: 'token-expired' },
    });

    expect((await lens.post({ query: '{ getTransactions { count } }' }, token)).status).toBe(401);
    expect((await lens.post({ query: '{ getTransactions { count } }' }, token)).status).toBe(401);
    expect((await lens.post({ query: '{ getTransactions { count } }' }, await lens.signIn())).status).toBe(200);
    expect(lens.grid.ledger.effects('trading-grid.token.issued')).toHaveLength(2);
  });
});

describe('a Lens search', () => {
  test('answers only what is asked for, everything as text or null', async () => {
    const lens = await startLens();
    lens.grid.put({ transactionid: 'T1', status: 'Failed', insize: '412', sendername: 'Süßwald Märkte GmbH' });

    const page = await lens.search(
      await lens.signIn(),
      'count: 5',
      'transactionid status insize receivername name: sendername',
    );

    expect(page).toEqual({
      count: 1,
      total: 1,
      offset: 0,
      scrollid: null,
      transactions: [
        { transactionid: 'T1', status: 'Failed', insize: '412', receivername: null, name: 'Süßwald Märkte GmbH' },
      ],
    });
  });

  test('answers content keys only where the query has contentKeyFilters, and the named ones only', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    lens.grid.put({ transactionid: 'T1', contentkeys: { 'purchase order number': 'CV100', 'invoice number': 'INV1' } });
    lens.grid.put({ transactionid: 'T2', contentkeys: { 'purchase order number': 'XX100' } });
    const fields = 'transactionid contentkeys(names: ["invoice number" "idoc number"]) { key value }';

    expect((await lens.search(token, 'count: 5', fields)).transactions?.map(({ contentkeys }) => contentkeys)).toEqual([
      null,
      null,
    ]);
    expect(
      (await lens.search(token, 'contentKeyFilters: []', fields)).transactions?.map(({ contentkeys }) => contentkeys),
    ).toEqual([[{ key: 'invoice number', value: 'INV1' }], []]);
    expect(ids(await lens.search(token, 'contentKeyFilters: [{ key: "purchase order number" value: "CV*" }]'))).toEqual(
      ['T1'],
    );
  });

  test('pages by count and offset in order of arrival, up to 1,000 at a time', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    for (let n = 0; n < 1005; n++) {
      lens.grid.put({
        transactionid: `T${String(n).padStart(4, '0')}`,
        arrivaltime: new Date(startAt + n * 1000).toISOString(),
      });
    }

    expect(ids(await lens.search(token, 'count: 2 offset: 1'))).toEqual(['T0001', 'T0002']);
    expect(ids(await lens.search(token, 'count: 2 sortby: { field: arrivaltime type: DESC }'))).toEqual([
      'T1004',
      'T1003',
    ]);
    expect((await lens.search(token, 'count: 5000')).transactions).toHaveLength(1000);
    expect(await lens.search(token, 'count: 10 offset: 1003')).toMatchObject({ count: 2, total: 1005, offset: 1003 });
  });

  test('scrolls by sending the same query again, ends with an empty page and then starts over', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    for (let n = 0; n < 2300; n++) lens.grid.put({ transactionid: `T${n}` });
    const next = () => lens.search(token, 'scroll: true');

    const pages = [await next(), await next(), await next(), await next()];
    expect(pages.map(({ count, total, offset }) => [count, total, offset])).toEqual([
      [1000, 2300, 0],
      [1000, 2300, 1000],
      [300, 2300, 2000],
      [0, 2300, 2300],
    ]);
    expect(new Set(pages.flatMap(ids)).size).toBe(2300);
    expect(new Set(pages.map(({ scrollid }) => scrollid)).size).toBe(1);
    expect(await next()).toMatchObject({ count: 1000, offset: 0 });
  });

  test('lets two scrolls of one query steal from each other, but not those of another token or text', async () => {
    const lens = await startLens();
    const [mine, theirs] = [await lens.signIn(), await lens.signIn()];
    for (let n = 0; n < 1500; n++) lens.grid.put({ transactionid: `T${n}`, status: 'F' });

    expect((await lens.search(mine, 'scroll: true')).count).toBe(1000);
    expect((await lens.search(theirs, 'scroll: true')).count).toBe(1000);
    expect((await lens.search(mine, 'scroll: true query: "status:F"')).count).toBe(1000);
    expect((await lens.search(mine, 'scroll: true')).count).toBe(500);
  });

  test('keeps to windows on each date, both ends included', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    lens.grid.put({ transactionid: 'old', arrivaltime: at(-600), statusdate: at(-5), status: 'F' });
    lens.grid.put({
      transactionid: 'new',
      arrivaltime: at(-3),
      statusdate: at(-3),
      status: 'C',
      fastatus: 'W',
      fastatusdate: at(-2),
    });
    const within = async (field: string, from: number, to: number) =>
      ids(await lens.search(token, `ranges: { field: ${field} from: "${at(from)}" to: "${at(to)}" }`));

    expect(await within('statusdate', -5, -3)).toEqual(['old', 'new']);
    expect(await within('statusdate', -5, -4)).toEqual(['old']);
    expect(await within('arrivaltime', -5, 0)).toEqual(['new']);
    expect(await within('fastatusdate', -5, 0)).toEqual(['new']);
    expect(await within('firstbytetimestamp', -5, 0)).toEqual([]);
  });

  test('moves one date without the other: acknowledgements leave statusdate, late failures leave arrivaltime', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    lens.grid.put({ transactionid: 'T1', status: 'Delivered', fastatus: 'W' });
    lens.clock.now = startAt + 3_600_000;
    lens.grid.put({ transactionid: 'T1', fastatus: 'R' });
    const fields = 'arrivaltime status statusdate fastatus fastatusdate';

    expect((await lens.search(token, 'count: 1', fields)).transactions).toEqual([
      { arrivaltime: at(0), status: 'Delivered', statusdate: at(0), fastatus: 'R', fastatusdate: at(60) },
    ]);
    lens.clock.now = startAt + 7_200_000;
    lens.grid.put({ transactionid: 'T1', status: 'F', errorcode: '-2' });
    expect((await lens.search(token, 'count: 1', fields)).transactions).toEqual([
      { arrivaltime: at(0), status: 'F', statusdate: at(120), fastatus: 'R', fastatusdate: at(60) },
    ]);
    lens.grid.update('T1', { errorcode: '77' });
    expect((await lens.search(token, 'count: 1', 'errorcode statusdate')).transactions).toEqual([
      { errorcode: '77', statusdate: at(120) },
    ]);
  });

  test('filters by exact values and by fields, and combines them', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    lens.grid.put({ transactionid: 'A', errorcode: '-2', senderaddress: 'ZZ:DEMO', editype: '810' });
    lens.grid.put({
      transactionid: 'B',
      errorcode: '30412',
      senderaddress: 'ZZ:OTHER',
      receiveraddress: 'ZZ:DEMO',
      editype: '997',
    });
    lens.grid.put({ transactionid: 'C', editype: '850' });
    const find = async (args: string) => ids(await lens.search(token, args));

    expect(
      await find('filters: [{ field: errorcode values: [{ not: true value: "-1" } { not: true value: "-2" }] }]'),
    ).toEqual(['B', 'C']);
    expect(await find('filters: [{ field: senderaddress values: [{ not: false value: "ZZ:DEMO" }] }]')).toEqual(['A']);
    expect(
      await find(
        'fields: { should: [{ field: senderaddress query: "ZZ:DEMO" } { field: receiveraddress query: "ZZ:DEMO" }] }',
      ),
    ).toEqual(['A', 'B']);
    expect(
      await find('fields: { should: [{ field: errorcode query: "*" }] must: [{ field: editype query: "997" }] }'),
    ).toEqual(['B']);
  });

  test('takes arguments from variables too', async () => {
    const lens = await startLens();
    lens.grid.put({ transactionid: 'T1', status: 'F' });
    const body = {
      query: 'query q($query: TransactionQuery) { getTransactions(query: $query) { transactions { transactionid } } }',
      variables: { query: { count: 3, ranges: { field: 'statusdate', from: at(-1), to: at(1) }, query: 'status:F' } },
    };

    expect((await read(await lens.post(body, await lens.signIn()))).data?.getTransactions?.transactions).toEqual([
      { transactionid: 'T1' },
    ]);
  });

  test('answers null and a warning for the acknowledgement state it cannot show', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    lens.grid.put({ transactionid: 'T1', fastatus: 'C' });
    lens.grid.put({ transactionid: 'T2', fastatus: 'A' });

    const answer = await read(
      await lens.post(
        { query: '{ getTransactions(query: { query: "fastatus:C" }) { transactions { transactionid fastatus } } }' },
        token,
      ),
    );

    expect(answer.data?.getTransactions?.transactions).toEqual([{ transactionid: 'T1', fastatus: null }]);
    expect(answer.errors).toMatchObject([{ path: ['getTransactions', 'transactions', 0, 'fastatus'] }]);
  });

  test.each([
    ['an unknown argument', '{ getTransactions(query: { cout: 1 }) { count } }', /unknown field "cout"/],
    ['an unknown field', '{ getTransactions { transactions { payload } } }', /Cannot query field "payload"/],
    [
      'another sort field',
      '{ getTransactions(query: { sortby: { field: statusdate type: ASC } }) { count } }',
      /"SortField"/,
    ],
    ['a syntax error', '{ getTransactions(query: { count: 1 ) { count } }', /Syntax Error/],
    [
      'an unreadable date',
      '{ getTransactions(query: { ranges: { field: statusdate from: "now" } }) { count } }',
      /failed to parse date/,
    ],
    ['an unreadable search', '{ getTransactions(query: { query: "(status:F" }) { count } }', /not closed/],
  ])('answers %s with 200 and a GraphQL error', async (_what, query, message) => {
    const lens = await startLens();
    const response = await lens.post({ query }, await lens.signIn());

    expect(response.status).toBe(200);
    expect((await read(response)).errors?.[0]?.message).toMatch(message);
  });

  test('answers a body that is not JSON with 400', async () => {
    const lens = await startLens();

    expect((await lens.post('{"query": ', await lens.signIn())).status).toBe(400);
  });

  test('can repeat and reorder a page by a fault', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    for (const transactionid of ['A', 'B', 'C']) lens.grid.put({ transactionid });
    lens.grid.faults.add({ call: 'trading-grid.transactions.search', fault: { type: 'vendor', name: 'reordered' } });
    lens.grid.faults.add({ call: 'trading-grid.transactions.search', fault: { type: 'vendor', name: 'duplicated' } });

    expect(ids(await lens.search(token, 'count: 5'))).toEqual(['C', 'B', 'A']);
    expect(ids(await lens.search(token, 'count: 5'))).toEqual(['A', 'B', 'C', 'A']);
  });

  test('follows the scenario as its clock moves', async () => {
    const lens = await startLens('ordinary-day');
    const token = await lens.signIn();
    const total = async () => (await lens.search(token, 'count: 0')).total ?? 0;

    const before = await total();
    lens.clock.now = startAt + 600_000;
    expect(await total()).toBeGreaterThan(before + 100);
  });

  test('takes entries over HTTP and refuses what is none', async () => {
    const lens = await startLens();
    const inject = (body: unknown) =>
      fetch(`${lens.grid.baseUrl}/_sandbox/transactions`, { method: 'POST', body: JSON.stringify(body) });

    expect((await inject([{ transactionid: 'X', status: 'F', contentkeys: { 'invoice number': '1' } }])).status).toBe(
      200,
    );
    expect((await inject([{ transactionid: 'X', colour: 'red' }])).status).toBe(400);
    expect(ids(await lens.search(await lens.signIn(), 'query: "status:Failed"'))).toEqual(['X']);
  });

  test('serves 100,000 entries page by page', async () => {
    const lens = await startLens();
    const token = await lens.signIn();
    for (let n = 0; n < 100_000; n++) {
      const date = new Date(startAt - n * 100).toISOString();
      lens.grid.update(`T${n}`, { arrivaltime: date, statusdate: date, status: 'F', errorcode: '-2' });
    }
    const seen = new Set<unknown>();
    for (;;) {
      const page = await lens.search(
        token,
        `scroll: true ranges: { field: statusdate from: "${at(-1000)}" } query: "meta.errorcode:*"`,
      );
      for (const id of ids(page)) seen.add(id);
      if (page.count === 0) break;
    }
    expect(seen.size).toBe(100_000);
  });
});
