import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import type { ActionHandler } from '#core/connectors/action.ts';
import type { Connector } from '#core/connectors/connector.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { startSalesforce } from '#sandbox/salesforce/salesforce.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { scriptedConnector } from '#test/harness/scripted-connector.ts';
import { invoice, smallNetwork } from '#test/harness/small-network.ts';
import { first } from '#test/harness/pick.ts';

/** Two Salesforce orgs side by side: one at home, and one for Europe. */
async function twoOrgs() {
  const h = await gridline();
  const { accounts } = smallNetwork(h.clock.now());
  const europe = await startSalesforce({ seed: 'europe', now: () => h.clock.now(), accounts });
  onTestFinished(() => europe.stop());
  const connect = () =>
    h.client.connections.connect({ connector: 'salesforce', connection: 'europe', name: 'Europe', ...access() });
  const access = () => europe.access() ?? { settings: {}, secrets: {} };
  await connect();
  expect((await h.client.connections.test({ connection: 'europe' })).ok).toBe(true);
  const numbers = ['INV-1', 'INV-2'];
  for (const number of numbers) h.tradingGrid.fails(invoice(number));
  await h.poll('trading-grid.transactions');
  const [one = '', two = ''] = (await h.queue()).map(({ id }) => id);
  return { h, europe, connect, one, two };
}

const waitsFor = async (h: Gridline, id = '') => (await h.client.actions.get({ ids: [id] })).actions[0]?.waitsFor;

test('Two Salesforce orgs stand side by side: one is paused, and nothing of the other waits for it.', async () => {
  const { h, europe, one, two } = await twoOrgs();
  h.salesforce.administer({ mayCreateCases: false });
  const [atHome] = await h.escalate(one);
  await h.undoWindowPasses();
  expect(await waitsFor(h, atHome?.id)).toContain('may not create cases');

  const there = await h.act('europe.escalate', one, two);
  await h.undoWindowPasses();
  const arrived = await h.reaches('accepted', there);
  expect(
    arrived.map(({ connection, connector, action, waitsFor: waits }) => [connection, connector, action, waits]),
  ).toEqual(Array.from({ length: 2 }, () => ['europe', 'salesforce', 'europe.escalate', null]));
  expect([h.salesforce.cases().length, europe.cases().length]).toEqual([0, 2]);
  expect((await h.client.connections.list()).connections.map(({ connection, status }) => [connection, status])).toEqual(
    [
      ['trading-grid', 'connected'],
      ['salesforce', 'failing'],
      ['europe', 'connected'],
      ['drop-folder', 'connected'],
    ],
  );
  expect((await h.detail(one)).timeline.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['pat escalated this to Salesforce', 'pat escalated this to Europe']),
  );

  // Asked for again, each org keeps the case that it has; and each one's news comes through its own feed.
  expect((await h.act('europe.escalate', one)).map(({ id }) => id)).toEqual([there[0]?.id]);
  await h.poll('europe.cases');
  h.salesforce.administer({ mayCreateCases: true });
  await h.passes(10 * minute);
  expect([h.salesforce.cases().length, europe.cases().length]).toEqual([1, 2]);
  expect((await h.verify()).ok).toBe(true);
});

test('A copy of an org has our keys on records of its own, and what becomes of those is no news of ours.', async () => {
  const { h, europe, one } = await twoOrgs();
  const [asked] = await h.escalate(one);
  await h.undoWindowPasses();
  await h.reaches('accepted', asked === undefined ? [] : [asked]);
  await h.poll('salesforce.cases');
  const ours = first(await h.actions());
  const key = ours.idempotencyKey;
  const { accessToken, instanceUrl } = europe.issueTokens();
  const copied = await fetch(
    `${instanceUrl}/services/data/v62.0/composite/sobjects/Case/${europe.settings.externalId.name}`,
    {
      method: 'PATCH',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        records: [{ attributes: { type: 'Case' }, Subject: 'A copy', [europe.settings.externalId.name]: key }],
      }),
    },
  );
  expect([copied.status, europe.cases().map((one) => one.key)]).toEqual([200, [key]]);
  europe.closeCase(key);
  await h.poll('europe.cases');
  expect(await h.actions()).toEqual([ours]);
  expect((await h.queue()).map(({ status }) => status)).toEqual(['open', 'open']);
  // What is done to ours is.
  expect(h.salesforce.cases().map((one) => [one.key, one.isClosed])).toEqual([[key, false]]);
  h.salesforce.closeCase(key);
  await h.poll('salesforce.cases');
  expect((await h.detail(one)).issue.status).toBe('resolved');
});

test('A connection that is renamed is called so everywhere at once, and goes on as it was.', async () => {
  const { h, one } = await twoOrgs();
  const asked = await h.act('europe.escalate', one);
  await h.client.connections.rename({ connection: 'europe', name: 'Paris office' });
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  expect((await h.detail(one)).timeline.map(({ text }) => text)).toContain('pat escalated this to Paris office');
  const { checks } = await h.client.system.doctor();
  expect(checks.find(({ name }) => name === 'Paris office: feed Case changes')?.connection).toBe('europe');
  await h.restart();
  expect(await h.connection('europe')).toMatchObject({
    name: 'Paris office',
    connector: 'salesforce',
    status: 'connected',
  });
  await expect(h.client.connections.rename({ connection: 'europe', name: 'Salesforce' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: 'name' },
  });
});

test('Where a connection is taken away, what waits for it says so, and goes to none but that one.', async () => {
  const { h, europe, connect, one, two } = await twoOrgs();
  const asked = await h.act('europe.escalate', one, two);
  await h.client.connections.disconnect({ connection: 'europe' });
  await h.undoWindowPasses();
  const { actions } = await h.client.actions.get({ ids: asked.map(({ id }) => id) });
  const told = expect.stringContaining('europe, is not connected. It will be sent once that is connected again');
  expect(actions.map(({ waitsFor: why, notSent, can }) => [why, notSent?.reason, can.cancel])).toEqual(
    Array.from({ length: 2 }, () => [told, 'not connected', true]),
  );
  await h.client.actions.cancel({ ids: [asked[1]?.id ?? ''] });

  // It is not there to be asked, and its place is not given to another system.
  await expect(h.act('europe.escalate', one)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    data: { next: 'There is only salesforce.escalate.' },
  });
  await expect(
    h.client.connections.connect({
      connector: 'drop-folder',
      connection: 'europe',
      settings: { folder: h.dropFolder },
    }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT', data: { field: 'connection' } });

  await connect();
  await h.passes(minute);
  await h.reaches('accepted', asked.slice(0, 1));
  expect([h.salesforce.cases().length, europe.cases().length]).toEqual([0, 1]);
});

test('What is asked for by what it does goes through the connection that it is bound to, and is asked about where there are two.', async () => {
  const { h, europe, one } = await twoOrgs();
  const refused = h.act('case.create', one);
  await expect(refused).rejects.toMatchObject({
    code: 'NOT_CHOSEN',
    message: 'Salesforce and Europe can both do this, and nobody has chosen which one should',
    data: { capability: 'case.create', next: expect.stringContaining('(salesforce or europe)') },
  });
  await expect(h.client.actions.preview({ issueIds: [one], action: 'case.create' })).rejects.toMatchObject({
    code: 'NOT_CHOSEN',
  });

  await h.client.settings.set({ bindings: [{ capability: 'case.create', connection: 'europe' }] });
  await h.restart();
  const asked = await h.act('case.create', one);
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  expect([asked[0]?.action, h.salesforce.cases().length, europe.cases().length]).toEqual(['europe.escalate', 0, 1]);
  expect((await h.client.system.doctor()).checks.filter(({ name }) => name.startsWith('Binding'))).toEqual([]);

  // It is not given to the other one because that is the only one left.
  await h.client.connections.disconnect({ connection: 'europe' });
  await expect(h.act('case.create', one)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    data: { next: expect.stringContaining('bound to europe, which is not connected') },
  });
  expect((await h.client.system.doctor()).checks).toContainEqual(
    expect.objectContaining({ name: 'Binding of case.create', ok: false }),
  );
  await h.client.settings.set({ bindings: [] });
  expect((await h.act('case.create', one))[0]?.action).toBe('salesforce.escalate');
});

test('Two drop folders are read each for itself, and the same file in both is read once.', async () => {
  const h = await gridline();
  const second = join(h.dataFolder, 'second');
  mkdirSync(second);
  const { connection } = await h.client.connections.connect({
    connector: 'drop-folder',
    another: true,
    settings: { folder: second },
  });
  expect(connection).toBe('drop-folder-2');
  writeFileSync(join(second, 'letter.edi'), 'Dear partner');
  expect((await h.lookIntoFolder('drop-folder-2.files')).error).toBe(null);
  const [issue] = await h.queue();
  expect(issue?.title).toContain('letter.edi');
  await h.drop('letter.edi', 'Dear partner');
  expect((await h.queue()).map(({ id }) => id)).toEqual([issue?.id]);
  const feeds = async (id: string) => (await h.connection(id)).feeds.map(({ id: feed, received }) => [feed, received]);
  expect([...(await feeds('drop-folder')), ...(await feeds('drop-folder-2'))]).toEqual([
    ['drop-folder.files', 1],
    ['drop-folder-2.files', 1],
  ]);
  // Without the second one, the first is read as before.
  await h.client.connections.disconnect({ connection });
  await h.drop('other.edi', 'Dear partners');
  expect(await h.queue()).toHaveLength(2);
});

test.each<[string, Parameters<Gridline['client']['connections']['connect']>[0]]>([
  ['its connector’s own', { connector: 'salesforce', connection: 'salesforce', another: true }],
  ['that of another connector', { connector: 'drop-folder', connection: 'trading-grid' }],
])('A second connection under an id that is taken is refused: %s.', async (_, request) => {
  const h = await gridline();
  const before = await h.client.connections.list();
  await expect(h.client.connections.connect(request)).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: 'connection' },
  });
  expect(await h.client.connections.list()).toEqual(before);
});

test('A setting of a connection may make its action safer or less safe to repeat: each action keeps what held when it was asked for.', async () => {
  const calls: string[] = [];
  const handler: ActionHandler = {
    draft: () => null,
    preview: async () => ({ fields: [], warnings: [] }),
    perform: async (items) => {
      calls.push(...items.map(({ actionId }) => actionId));
      throw new ConnectorError('unclear', 'crm.timeout', 'No answer came.');
    },
  };
  const { manifest, connection } = scriptedConnector({}, { deliveryClass: 'idempotent' });
  const drops = { key: 'drops', label: 'Drops repeats', help: '', type: 'boolean', default: 'true' } as const;
  const connector: Connector = {
    manifest: { ...manifest, settings: [drops] },
    open: ({ settings }) => ({
      ...connection,
      actions: { escalate: settings['drops'] === 'true' ? handler : { ...handler, deliveryClass: 'at-most-once' } },
    }),
  };
  const h = await gridline({ more: [{ connector }] });
  await h.client.connections.connect({ connector: 'crm', connection: 'crm-2', settings: { drops: 'false' } });
  expect((await h.connection('crm')).actions).toMatchObject([{ id: 'crm.escalate', deliveryClass: 'idempotent' }]);
  expect((await h.connection('crm-2')).actions).toMatchObject([
    { id: 'crm-2.escalate', deliveryClass: 'at-most-once' },
  ]);
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const { id } = await h.issue();
  const asked = [...(await h.act('crm.escalate', id)), ...(await h.act('crm-2.escalate', id))];
  // Changed meanwhile: what was asked for goes by what held then.
  await h.client.connections.connect({ connector: 'crm', connection: 'crm', settings: { drops: 'false' } });
  await h.passes(5 * minute);
  const { actions } = await h.client.actions.get({ ids: asked.map((one) => one.id) });
  expect(actions.map(({ deliveryClass, state }) => [deliveryClass, state])).toEqual([
    ['idempotent', 'failed (temporary)'],
    ['at-most-once', 'outcome unknown'],
  ]);
  const times = asked.map((one) => calls.filter((call) => call === one.id).length);
  expect([(times[0] ?? 0) > 1, times[1]]).toEqual([true, 1]);
});
