import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openStore } from '#core/store/open.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import type { SalesforceStandIn } from '#sandbox/salesforce/salesforce.ts';
import { standIns } from '#sandbox/stand-ins.ts';
import { startAll } from '#sandbox/start-all.ts';
import type { InjectedTransaction, TradingGrid } from '#sandbox/trading-grid/trading-grid.ts';
import { attendToOrg, createEars } from '#test/harness/ears.ts';
import { smallNetwork } from '#test/harness/small-network.ts';

/** The console in front of a person, whichever way it was started. */
export type Host = {
  readonly page: Page;
  /** The core's process dies at once, as in a crash. */
  readonly crash: () => Promise<void>;
  /** What a person does after that. */
  readonly recover: () => Promise<void>;
  /** What the core wrote to its log since the last time this was asked, a line each. */
  readonly heard: () => readonly string[];
  close(): Promise<void>;
};

export type StartHost = (dataFolder: string, args: readonly string[]) => Promise<Host>;

/** One console, the outside systems it is connected to, and their ledgers. */
export type World = Host & {
  readonly dataFolder: string;
  readonly dropFolder: string;
  readonly tradingGrid: TradingGrid;
  readonly salesforce: SalesforceStandIn;
  /** What was changed at a stand-in since the journeys last looked at what they did there, a sentence each. */
  readonly surprises: () => readonly string[];
};

/** Long enough for a key press, short enough for a test. */
const undoMs = 3_000;

/** Starts all of it, with some documents that failed and no connection made yet. */
export async function createWorld(startHost: StartHost, failed: readonly InjectedTransaction[]): Promise<World> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gridline-'));
  const dropFolder = join(dataFolder, 'drop');
  mkdirSync(dropFolder);
  const ended: (() => Promise<unknown>)[] = [
    async () => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const close = async (): Promise<void> => {
    for (const end of ended.toReversed()) await end().catch(() => undefined);
  };
  try {
    const store = openStore({ path: join(dataFolder, 'gridline.db'), log: () => undefined });
    store.write((db) => writeSetting(db, 'undoSeconds', undoMs / 1_000));
    store.close();
    const scenario = smallNetwork(Date.now());
    const outside = await startAll(standIns, { seed: 1, now: Date.now, scenario, folder: dropFolder });
    ended.push(() => outside.stop());
    const ears = createEars();
    const { 'trading-grid': tradingGrid } = outside.running;
    ears.attend(tradingGrid);
    const salesforce = attendToOrg(ears, outside.running.salesforce);
    for (const document of failed) tradingGrid.put(document);
    const host = await startHost(dataFolder, ['--first-run']);
    ended.push(() => host.close());
    return { ...host, close, dataFolder, dropFolder, tradingGrid, salesforce, surprises: () => ears.surprises() };
  } catch (error) {
    await close();
    throw error;
  }
}
