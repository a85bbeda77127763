import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { GridlineClient } from '#shared/contract/index.ts';
import type { Connector } from '#core/connectors/connector.ts';
import { connectors } from '#core/connectors/registry.ts';
import { createCore } from '#core/index.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { placeOf } from '#hosts/browser/place.ts';
import { serveConsole } from '#hosts/browser/serve.ts';
import { nodePorts } from '#hosts/lib/node-ports.ts';
import { newToken } from '#hosts/lib/owner.ts';
import type { Access } from '#sandbox/lib/stand-in-entry.ts';
import type { SalesforceStandIn } from '#sandbox/salesforce/salesforce.ts';
import { standIns } from '#sandbox/stand-ins.ts';
import { startAll } from '#sandbox/start-all.ts';
import type { InjectedTransaction, TradingGrid } from '#sandbox/trading-grid/trading-grid.ts';
import { smallNetwork } from '#test/harness/small-network.ts';
import { launchChromium } from './browser-host.ts';

/** Another connector beside the product's, and how it is reached. */
export type Guest = { readonly connector: Connector; readonly access?: Access };

/** A console with everything connected, in Chromium; its core runs in the test, so that a story can bring connectors of its own. */
export type Desk = {
  readonly page: Page;
  readonly client: GridlineClient;
  readonly tradingGrid: TradingGrid;
  readonly salesforce: SalesforceStandIn;
  /** The same console in a second tab. */
  secondTab(): Promise<Page>;
  close(): Promise<void>;
};

type Options = {
  readonly failed: readonly InjectedTransaction[];
  readonly guests?: readonly Guest[];
  /** Connectors that the story connects itself. */
  readonly leave?: readonly string[];
  /** How long what was asked for can be taken back, in seconds. */
  readonly undoSeconds?: number;
};

export async function openDesk({ failed, guests = [], leave = [], undoSeconds = 1 }: Options): Promise<Desk> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gridline-'));
  const folder = join(dataFolder, 'drop');
  mkdirSync(folder);
  const ends: (() => Promise<unknown>)[] = [
    async () => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const close = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end().catch(() => undefined);
  };
  try {
    const scenario = smallNetwork(Date.now());
    const outside = await startAll(standIns, { seed: 1, now: Date.now, scenario, folder });
    ends.push(() => outside.stop());
    const { 'trading-grid': tradingGrid, salesforce } = outside.running;
    for (const document of failed) tradingGrid.put(document);

    const ports = nodePorts({ dataFolder, vault: createMemoryVault(), log: () => undefined, sandbox: null });
    const core = await createCore(ports, {
      connectors: [...connectors, ...guests.map(({ connector }) => connector)],
    });
    ends.push(() => core.stop());
    core.start();
    const more = guests.map(({ connector, access }) => ({ connector: connector.manifest.id, ...access }));
    const known = outside.connections.filter(({ connector }) => !leave.includes(connector));
    for (const connection of [...known, ...more]) await core.client.connections.connect(connection);
    await core.client.settings.set({ ownAddresses: [...scenario.company.addresses], undoSeconds });
    await core.client.connections.poll({ feed: 'trading-grid.transactions' });

    const server = await serveConsole({
      port: 0,
      token: newToken(),
      place: placeOf(dataFolder),
      staticFolder: join(import.meta.dirname, '../../../dist/renderer'),
      accept: (socket) => core.serveWebSocket(socket),
      log: () => undefined,
    });
    ends.push(() => server.close());
    const browser = await launchChromium();
    ends.push(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(20_000);
    const open = async (): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(server.signInUrl);
      await page.locator('[data-issue-id]').first().waitFor();
      return page;
    };
    return { page: await open(), client: core.client, tradingGrid, salesforce, secondTab: open, close };
  } catch (error) {
    await close();
    throw error;
  }
}
