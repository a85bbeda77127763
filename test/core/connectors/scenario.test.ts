import { expect, onTestFinished, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { exchangeReportSchema } from '#shared/model/feed/exchange.ts';
import { receiptReceivedSchema } from '#shared/model/event/kinds/receipt.ts';
import { connectors } from '#core/connectors/registry.ts';
import { startSandbox } from '#sandbox/index.ts';
import type { ScenarioName } from '#sandbox/scenarios/names.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { createContext } from './connection-context.ts';
import { poll } from './reading.ts';
import { never, anIssue } from './salesforce/world.ts';

/** The sandbox as a person meets it, and a connection opened with exactly what it hands out. */
async function sandboxWorld(scenario: ScenarioName) {
  const clock = createManualClock();
  const sandbox = await startSandbox({ scenario, seed: 7, now: () => clock.now() });
  onTestFinished(() => sandbox.stop());
  const open = (id: string) => {
    const connector = connectors.find(({ manifest }) => manifest.id === id);
    const given = sandbox.connections.find((one) => one.connector === id);
    if (connector === undefined || given === undefined) throw new Error(`There is no ${id}.`);
    return connector.open(createContext(connector, { ...given, clock }).context);
  };
  return { clock, open };
}

test('A bad Monday is read whole: polled minute by minute it gives the same transactions as one catch-up.', async () => {
  const { clock, open } = await sandboxWorld('bad-monday');
  const steady = open('trading-grid');
  const seen = new Set<string>();
  let cursor = null as Awaited<ReturnType<typeof poll>>['cursor'];
  for (let round = 0; round < 12; round += 1) {
    const polled = await poll(steady.feeds.transactions, cursor);
    cursor = polled.cursor;
    for (const event of polled.events) {
      seen.add(exchangeReportSchema.parse(event.payload).exchangeId);
    }
    await clock.advance(5 * minute);
  }
  const last = await poll(steady.feeds.transactions, cursor);
  for (const event of last.events) {
    seen.add(exchangeReportSchema.parse(event.payload).exchangeId);
  }
  const late = await poll(open('trading-grid').feeds.transactions);
  const ids = late.events.map(({ payload }) => exchangeReportSchema.parse(payload).exchangeId);
  expect(ids.length).toBeGreaterThan(50);
  expect([...new Set(ids)].filter((id) => !seen.has(id))).toEqual([]);
});

test('Both connectors pass their own connection test against the sandbox.', async () => {
  const { open } = await sandboxWorld('bad-monday');
  for (const id of ['trading-grid', 'salesforce']) {
    const report = await open(id).test(never);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
  }
});

test('Partners of the sandbox are found among its accounts by their addresses.', async () => {
  const { clock, open } = await sandboxWorld('bad-monday');
  const directory = await poll(open('trading-grid').feeds.partners);
  const { escalate } = open('salesforce').actions;
  const salesforce = open('salesforce');
  if (escalate === undefined) throw new Error('no action');
  const items = directory.events.map(({ payload }, index) => {
    const { companyId, name, addresses } = payload as { companyId: string; name: string; addresses: string[] };
    return {
      actionId: String(index),
      idempotencyKey: `GL-P${index}-1-abcdefgh`,
      draft: escalate.draft(anIssue(index, [...addresses, companyId, name]), {}),
    };
  });
  expect(items.length).toBeGreaterThan(30);
  const previews = await Promise.all(items.slice(0, 10).map(({ draft }) => escalate.preview(draft, never)));
  const matched = previews.filter(({ fields }) => fields.some(({ key, value }) => key === 'account' && value !== ''));
  expect(matched.length).toBeGreaterThan(5);
  const outcomes = await escalate.perform(items, never);
  expect(outcomes.every(({ result }) => result === 'done')).toBe(true);
  await clock.advance(hour / 60);
  const { events } = await poll(salesforce.feeds.cases);
  expect(new Set(events.map(({ payload }) => receiptReceivedSchema.parse(payload).key)).size).toBe(items.length);
});
