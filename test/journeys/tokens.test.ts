import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

test('A Salesforce session that ends between two batches is renewed once, and every case is made once.', async () => {
  const h = await gridline();
  for (let number = 0; number < 450; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  await h.poll('trading-grid.transactions');
  const issues = await h.queue();
  const stopWatching = h.salesforce.ledger.watch(() => {
    if (h.salesforce.cases().length === 0) return;
    stopWatching();
    h.salesforce.expireSessions();
  });
  const asked = await h.escalate(...issues.map(({ id }) => id));
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  const cases = h.salesforce.cases();
  expect({
    cases: cases.length,
    keys: new Set(cases.map(({ key }) => key)).size,
    refusals: h.salesforce.ledger.calls().filter(({ status }) => status === 401).length > 0,
    refreshes: h.salesforce.ledger.calls('salesforce.oauth.token').length,
    status: (await h.connection('salesforce')).status,
  }).toEqual({ cases: 450, keys: 450, refusals: true, refreshes: 1, status: 'connected' });

  // The refresh token was changed for a new one, which works after a restart too.
  await h.restart();
  h.salesforce.expireSessions();
  await h.poll('salesforce.cases');
  expect(h.salesforce.ledger.calls('salesforce.oauth.token').map(({ status }) => status)).toEqual([200, 200]);
});

test('A Lens token that ends between two pages is renewed once, and nothing is missed.', async () => {
  const h = await gridline();
  for (let number = 0; number < 2_500; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  const before = h.tradingGrid.ledger.calls('trading-grid.token').length;
  h.tradingGrid.faults.add({
    call: 'trading-grid.transactions.search',
    fault: { type: 'vendor', name: 'token-expired' },
    after: 1,
  });
  await h.poll('trading-grid.transactions');
  const { total } = await h.client.issues.list({ limit: 1 });
  expect([total, h.tradingGrid.ledger.calls('trading-grid.token').length - before]).toEqual([2_500, 1]);
});

test('When the sign-in is revoked, actions wait for a new one and then go by themselves.', async () => {
  const h = await gridline();
  for (let number = 0; number < 3; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  await h.poll('trading-grid.transactions');
  h.salesforce.expireSessions();
  h.salesforce.revokeRefreshTokens();
  const asked = await h.escalate(...(await h.queue()).map(({ id }) => id));
  await h.undoWindowPasses();
  const waiting = await h.reaches('queued', asked);
  const stopped = await h.connection('salesforce');
  // However long nobody is there.
  await h.passes(30 * minute);
  await h.restart();
  await h.passes(minute);
  const attempts = h.salesforce.ledger.calls('salesforce.oauth.token').length;

  const tokens = h.salesforce.issueTokens();
  await h.client.connections.connect({
    connector: 'salesforce',
    secrets: { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken },
  });
  const done = await h.reaches('accepted', asked);
  expect({
    stopped: [stopped.status, stopped.statusText],
    waiting: waiting.map(({ error }) => error?.code),
    attempts,
    status: (await h.connection('salesforce')).status,
    numbers: done.map(({ reference }) => reference).toSorted(),
    verified: (await h.verify()).ok,
  }).toEqual({
    stopped: [
      'needs sign-in',
      'Salesforce ended the sign-in: expired access/refresh token (invalid_grant). Sign in to Salesforce again.',
    ],
    waiting: ['salesforce.sign-in', 'salesforce.sign-in', 'salesforce.sign-in'],
    attempts: 1,
    status: 'connected',
    numbers: h.salesforce.cases().map(({ caseNumber }) => caseNumber),
    verified: true,
  });
});
