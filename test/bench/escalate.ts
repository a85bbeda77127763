import { Connection } from 'jsforce';
import type { GridlineClient } from '#shared/contract/index.ts';
import { createCore } from '#core/index.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { systemClock } from '#hosts/lib/system-clock.ts';
import { buildScenario } from '#sandbox/scenarios/build-scenario.ts';
import type { SalesforceStandIn } from '#sandbox/salesforce/salesforce.ts';
import { standIns } from '#sandbox/stand-ins.ts';
import { startAll } from '#sandbox/start-all.ts';
import type { Bench } from './bench.ts';
import { rounded } from './bench.ts';

const batch = 200;
const deadline = 300_000;

/**
 * Issues from the feed to cases with their numbers, through the whole core and real HTTP on loopback. Floor: a bare loop
 * of the client library writing the same number of cases to the same stand-in, 200 at a time.
 */
export const escalate: Bench = async ({ full, folder }) => {
  const count = full ? 10_000 : 2_000;
  const scenario = buildScenario({ name: 'empty', seed: 1, startAt: Date.now() });
  const outside = await startAll(standIns, { seed: 1, now: Date.now, scenario, folder: null });
  const { 'trading-grid': tradingGrid, salesforce } = outside.running;
  const core = await createCore({
    dataFolder: folder,
    clock: systemClock,
    vault: createMemoryVault(),
    log: () => undefined,
    fetch: globalThis.fetch,
    random: Math.random,
    actor: 'bench',
    computer: 'bench',
    openExternal: () => Promise.resolve(),
    sandbox: null,
  });
  try {
    const { client } = core;
    for (const connection of outside.connections) await client.connections.connect(connection);
    await client.connections.test({ connection: 'salesforce' });
    await client.settings.set({ ownAddresses: [...scenario.company.addresses] });
    const [own = 'ZZ:US'] = scenario.company.addresses;
    for (let n = 0; n < count; n += 1) {
      const partner = scenario.accounts[n % scenario.accounts.length];
      tradingGrid.put({
        transactionid: `bench-${n}`,
        correlationid: `bench-${n}`,
        transactionlevel: 'Document',
        editype: '810',
        status: 'Failed',
        senderaddress: own,
        receiveraddress: partner?.identifiers[0] ?? 'ZZ:THEM',
        externalerrormessage: `AS2 delivery failed: connection refused (${n})`,
      });
    }
    await client.connections.poll({ feed: 'trading-grid.transactions' });
    const { ids } = await client.issues.ids({ filter: '', limit: 10_000 });
    if (ids.length !== count) throw new Error(`${count} issues were expected, ${ids.length} came.`);

    core.start();
    const before = dataCalls(salesforce);
    const started = performance.now();
    await client.actions.request({ issueIds: ids, action: 'salesforce.escalate', immediately: true });
    await receipts(core.client, count);
    const ours = performance.now() - started;
    const calls = dataCalls(salesforce) - before;
    const cases = salesforce.cases().length;
    if (cases !== count) throw new Error(`${count} cases were expected, ${cases} are there.`);

    const bare = await bareLoop(salesforce, count);
    return [
      {
        name: `escalate ${count} issues: cases a second`,
        value: rounded((count / ours) * 1_000),
        unit: '/s',
        floor: rounded((count / bare) * 1_000),
        ratio: rounded(bare / ours),
        goal: '>= 1000/s on loopback',
        ok: (count / ours) * 1_000 >= 1_000,
      },
      {
        name: `escalate ${count} issues: Salesforce API calls`,
        value: calls,
        unit: 'calls',
        floor: Math.ceil(count / batch),
        ratio: rounded(calls / Math.ceil(count / batch)),
        goal: '<= 60 for 10,000',
        ok: calls <= Math.ceil(count / batch) + 10,
      },
    ];
  } finally {
    await core.stop();
    await outside.stop();
  }
};

function dataCalls(salesforce: SalesforceStandIn): number {
  return salesforce.ledger.calls().filter(({ path }) => path.startsWith('/services/data/')).length;
}

/** Until every action has its case number. */
async function receipts(client: GridlineClient, count: number): Promise<void> {
  const end = performance.now() + deadline;
  for await (const _change of await client.system.live()) {
    const { byState } = await client.actions.list({ limit: 1 });
    const accepted = byState.find(({ state }) => state === 'accepted')?.count ?? 0;
    if (accepted === count && (await withoutNumber(client, count)) === 0) return;
    if (performance.now() > end) throw new Error(`Only ${accepted} of ${count} cases came back in time.`);
  }
}

async function withoutNumber(client: GridlineClient, count: number): Promise<number> {
  let missing = 0;
  for (let offset = 0; offset < count; offset += 1_000) {
    const { actions } = await client.actions.list({ offset, limit: 1_000 });
    missing += actions.filter(({ reference }) => reference === null).length;
    if (missing > 0) return missing;
  }
  return missing;
}

/** The client library by itself. Collections of 200, one after the other. */
async function bareLoop(salesforce: SalesforceStandIn, count: number): Promise<number> {
  const { accessToken, instanceUrl } = salesforce.issueTokens();
  const connection = new Connection({ accessToken, instanceUrl, version: '65.0' });
  const started = performance.now();
  for (let at = 0; at < count; at += batch) {
    const records = Array.from({ length: Math.min(batch, count - at) }, (_, n) => ({
      TG_Exception_Key__c: `BARE-${at + n}`,
      Subject: `Invoice ${at + n} was not delivered`,
      Description: 'Delivery failed.',
      Origin: 'Trading Grid',
    }));
    await connection.sobject('Case').upsert(records, 'TG_Exception_Key__c');
  }
  return performance.now() - started;
}
