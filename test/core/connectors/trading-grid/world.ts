import { onTestFinished } from 'vitest';
import type { Connection } from '#core/connectors/connection.ts';
import { tradingGrid } from '#core/connectors/trading-grid/index.ts';
import type { Scenario } from '#sandbox/scenarios/scenario.ts';
import { startTradingGrid, type TradingGrid } from '#sandbox/trading-grid/trading-grid.ts';
import { createManualClock, type ManualClock } from '#test/harness/manual-clock.ts';
import { createContext, type TestContext } from '../connection-context.ts';

export type World = TestContext & { readonly grid: TradingGrid; readonly connection: Connection };

const quiet = (startAt: number): Scenario => ({
  name: 'nothing',
  seed: 1,
  startAt,
  company: {
    id: 'GC00804444LX',
    name: 'Harrowvale',
    addresses: ['ZZ:HARROWVALE'],
    x12: 'ZZ:HARROWVALE',
    edifact: '14:5412345000006',
  },
  partners: [],
  accounts: [],
  transactions: [],
  files: [],
});

/** A Trading Grid stand-in and a connection to it, on one clock that the test moves. */
export async function tradingGridWorld(
  options: {
    readonly settings?: Readonly<Record<string, string>>;
    readonly secrets?: Readonly<Record<string, string>>;
    readonly scenario?: Partial<Scenario>;
    readonly clock?: ManualClock;
    /** Milliseconds that Trading Grid's clock goes ahead of ours. */
    readonly gridAhead?: number | (() => number);
  } = {},
): Promise<World> {
  const clock = options.clock ?? createManualClock();
  const grid = await startTradingGrid({
    seed: 1,
    now: () => clock.now() + (typeof options.gridAhead === 'function' ? options.gridAhead() : (options.gridAhead ?? 0)),
    scenario: { ...quiet(clock.now()), ...options.scenario },
  });
  onTestFinished(() => grid.stop());
  const made = createContext(tradingGrid, {
    clock,
    settings: { host: grid.baseUrl, companyId: 'GC00804444LX', ...options.settings },
    secrets: { consumerKey: grid.consumerKey, consumerSecret: grid.consumerSecret, ...options.secrets },
  });
  return { ...made, grid, connection: tradingGrid.open(made.context) };
}
