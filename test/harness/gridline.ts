import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { GridlineClient } from '#shared/contract/index.ts';
import { minute, second } from '#shared/lib/time.ts';
import type { Action } from '#shared/model/action/action.ts';
import type { ConnectionState } from '#shared/model/connection.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import type { Connector } from '#core/connectors/connector.ts';
import { connectors } from '#core/connectors/registry.ts';
import { type Core, createCore } from '#core/index.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import type { Ports, Runner, Vault } from '#core/ports.ts';
import type { SandboxCase } from '#sandbox/salesforce/desk/desk.ts';
import type { Access } from '#sandbox/lib/stand-in-entry.ts';
import type { SalesforceStandIn } from '#sandbox/salesforce/salesforce.ts';
import { buildScenario } from '#sandbox/scenarios/build-scenario.ts';
import type { ScenarioName } from '#sandbox/scenarios/names.ts';
import { standIns } from '#sandbox/stand-ins.ts';
import { startAll } from '#sandbox/start-all.ts';
import type { InjectedTransaction, TradingGrid } from '#sandbox/trading-grid/trading-grid.ts';
import { attendToOrg, type Ears, openEars } from './ears.ts';
import { eventually } from './eventually.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createNetwork } from './network.ts';
import { ownTrouble, smallNetwork } from './small-network.ts';
import { temporaryFolder } from './temporary-folder.ts';

type PollReport = Awaited<ReturnType<GridlineClient['connections']['poll']>>['feeds'][number];
type IssueDetail = Awaited<ReturnType<GridlineClient['issues']['get']>>;

/** The whole core over real HTTP and a real database, on a clock that only the story moves. */
export type Gridline = {
  readonly clock: ManualClock;
  readonly dataFolder: string;
  readonly client: GridlineClient;
  readonly tradingGrid: TradingGrid & {
    /** The document fails now, with what Lens says about it; without, of a cause that no other document has. */
    fails(document: InjectedTransaction, message?: string): void;
    delivers(document: InjectedTransaction): void;
  };
  readonly salesforce: SalesforceStandIn & {
    expectCases(cases: readonly Partial<SandboxCase>[]): void;
    /** Operations that count against the org's allowance, in order. */
    dataCalls(): readonly string[];
  };
  /** Where other programs drop files. */
  readonly dropFolder: string;
  /** Puts a file into the drop folder and gives it five seconds to be read. */
  drop(name: string, content: string): Promise<void>;
  /** Looks into the drop folder once, or into that of another feed, and gives what the feed said. */
  lookIntoFolder(feed?: string): Promise<PollReport>;
  /** Polls everything, or one feed, to its end; every poll must succeed. */
  poll(feed?: string): Promise<void>;
  /** The same where it may go wrong. */
  tryToPoll(feed?: string): Promise<readonly PollReport[]>;
  /** The whole queue, resolved issues too, oldest first; or what the filter finds. */
  queue(filter?: string): Promise<readonly IssueRow[]>;
  /** The only issue that the filter finds. */
  issue(filter?: string): Promise<IssueRow>;
  detail(id: string): Promise<IssueDetail>;
  /** Escalates with the undo window that people have. */
  escalate(...ids: readonly string[]): Promise<readonly Action[]>;
  /** Asks for any action in the same way. */
  act(action: string, ...ids: readonly string[]): Promise<readonly Action[]>;
  undo(actions: readonly Action[]): Promise<void>;
  undoWindowPasses(): Promise<void>;
  /** Time goes on; whatever comes due happens in order, calls included. */
  passes(ms: number): Promise<void>;
  actions(): Promise<readonly Action[]>;
  /** Waits until these are all in this state and, where accepted, have their case numbers. */
  reaches(state: Action['state'], actions: readonly Action[]): Promise<readonly Action[]>;
  connection(id: string): Promise<ConnectionState>;
  verify(): ReturnType<GridlineClient['system']['verify']>;
  /** The log may have a line at error level that these words find; any other fails the test at its end. */
  readonly expectsTrouble: Ears['expectsTrouble'];
  /** Ends the core. */
  goDown(): Promise<void>;
  /** Starts another core on the same data. */
  comeUp(): Promise<void>;
  restart(): Promise<void>;
  /** The computer is off for this long and then on for two minutes. */
  isOffFor(ms: number): Promise<void>;
};

/** Monday morning. */
const start = Date.UTC(2026, 10, 16, 9, 0);

/** A connector of the story's own, which stands beside the product's. */
export type Guest = { readonly connector: Connector; readonly access?: Access };

/** Where `polled` is false, nothing has been read yet. */
export async function gridline({
  more = [],
  polled = true,
  runner,
  vault = createMemoryVault(),
  day,
}: {
  readonly more?: readonly Guest[];
  readonly polled?: boolean;
  /** Who acts by itself; without, this desk. */
  readonly runner?: Runner;
  /** Where secrets live; without, in memory. */
  readonly vault?: Vault;
  /** What happens outside; without, nothing by itself. */
  readonly day?: ScenarioName;
} = {}): Promise<Gridline> {
  const ears = openEars();
  const clock = createManualClock(start);
  const dataFolder = temporaryFolder();
  const dropFolder = join(dataFolder, 'drop');
  mkdirSync(dropFolder);
  const scenario = day === undefined ? smallNetwork(start) : buildScenario({ name: day, seed: 1, startAt: start });
  const now = () => clock.now();
  const outside = await startAll(standIns, { seed: 1, now, scenario, folder: dropFolder });
  onTestFinished(() => outside.stop());
  const { 'trading-grid': tradingGrid } = outside.running;
  ears.attend(tradingGrid);
  const salesforce = attendToOrg(ears, outside.running.salesforce);

  const network = createNetwork();
  const ports: Ports = {
    dataFolder,
    clock,
    vault,
    log: ears.log,
    fetch: network.fetch,
    random: () => 0.5,
    actor: 'pat',
    computer: 'desk-1',
    openExternal: () => Promise.resolve(),
    sandbox: null,
    ...(runner === undefined ? {} : { runner }),
  };
  const begin = async (): Promise<Core> => {
    const started = await createCore(ports, { connectors: [...connectors, ...more.map(({ connector }) => connector)] });
    started.start();
    return started;
  };
  let core = await begin();
  const goDown = () => core.stop();
  const comeUp = async () => {
    core = await begin();
  };
  onTestFinished(goDown);

  const guests = more.map(({ connector, access }) => ({ connector: connector.manifest.id, ...access }));
  for (const connection of [...outside.connections, ...guests]) await core.client.connections.connect(connection);
  for (const { connector } of outside.connections) {
    const test = await core.client.connections.test({ connection: connector });
    expect(test.checks.filter(({ ok }) => !ok)).toEqual([]);
  }
  await core.client.settings.set({ ownAddresses: [...scenario.company.addresses] });

  const poll = async (feed: string | null): Promise<readonly PollReport[]> => {
    const { feeds } = await core.client.connections.poll({ feed });
    await network.quiet();
    return feeds;
  };
  const passes = async (ms: number): Promise<void> => {
    const end = clock.now() + ms;
    await network.quiet();
    for (let due = clock.nextDue(); due !== null && due <= end; due = clock.nextDue()) {
      await clock.advance(Math.max(0, due - clock.now()));
      await network.quiet();
    }
    await clock.advance(end - clock.now());
    await network.quiet();
  };
  const actions = async (): Promise<readonly Action[]> => (await core.client.actions.list({ limit: 1_000 })).actions;
  const queue = async (filter = 'is:unresolved OR is:resolved'): Promise<readonly IssueRow[]> => {
    const { issues, total } = await core.client.issues.list({ filter, sort: 'oldest', limit: 1_000 });
    expect(issues.length).toBe(total);
    return issues;
  };

  const act: Gridline['act'] = async (action, ...ids) =>
    (await core.client.actions.request({ issueIds: [...ids], action })).actions;

  const pollAll = async (feed?: string): Promise<void> => {
    const reports = await poll(feed ?? null);
    expect(reports.flatMap(({ id, error }) => (error === null ? [] : [`${id}: ${error}`]))).toEqual([]);
  };

  const lookIntoFolder = async (feed = 'drop-folder.files'): Promise<PollReport> => {
    let report: PollReport | undefined;
    const reading = poll(feed).then(([first]) => (report = first));
    // A file must look the same at two moments before it is read.
    const step = async () => {
      const wait = (clock.nextDue() ?? Number.POSITIVE_INFINITY) - clock.now();
      if (wait <= second) await clock.advance(Math.max(0, wait));
      return report;
    };
    const found = await eventually(step, 'the folder is looked at');
    await reading;
    return found;
  };

  if (polled) await pollAll();
  return {
    clock,
    dataFolder,
    get client() {
      return core.client;
    },
    tradingGrid: {
      ...tradingGrid,
      fails: (document, message = ownTrouble(document)) =>
        tradingGrid.put({ ...document, status: 'Failed', errorcode: '4711', externalerrormessage: message }),
      delivers: (document) =>
        tradingGrid.put({ ...document, status: 'Delivered', errorcode: null, externalerrormessage: null }),
    },
    salesforce: {
      ...salesforce,
      expectCases: (cases) =>
        expect(salesforce.cases()).toEqual(cases.map((wanted) => expect.objectContaining(wanted))),
      dataCalls: () =>
        salesforce.ledger
          .calls()
          .map(({ operation }) => operation)
          .filter((operation) => !operation.startsWith('salesforce.oauth.')),
    },
    dropFolder,
    async drop(name, content) {
      const end = clock.now() + 5 * second;
      writeFileSync(join(dropFolder, name), content);
      expect((await lookIntoFolder()).error).toBe(null);
      await passes(Math.max(0, end - clock.now()));
    },
    lookIntoFolder,
    poll: pollAll,
    tryToPoll: (feed) => poll(feed ?? null),
    queue,
    async issue(filter) {
      const [only, ...others] = await queue(filter);
      if (only === undefined || others.length > 0)
        throw new Error(`There are ${others.length + (only ? 1 : 0)} issues.`);
      return only;
    },
    detail: (id) => core.client.issues.get({ id }),
    escalate: (...ids) => act('salesforce.escalate', ...ids),
    act,
    async undo(wanted) {
      const ids = wanted.map(({ id }) => id);
      expect(await core.client.actions.cancel({ ids })).toEqual({ cancelled: ids, tooLate: [] });
    },
    undoWindowPasses: () => passes(10 * second),
    passes,
    actions,
    async reaches(state, wanted) {
      const ids = wanted.map(({ id }) => id);
      const arrived = async () => {
        await clock.advance(0);
        const found = (await core.client.actions.get({ ids })).actions;
        const there = found.every((one) => one.state === state && (state !== 'accepted' || one.reference !== null));
        return there ? found : null;
      };
      const found = await eventually(arrived, `the actions are ${state}`);
      await network.quiet();
      return found;
    },
    async connection(id) {
      const { connections } = await core.client.connections.list();
      const found = connections.find((one) => one.connection === id);
      if (found === undefined) throw new Error(`There is no connection ${id}.`);
      return found;
    },
    verify: () => core.client.system.verify(),
    expectsTrouble: ears.expectsTrouble,
    goDown,
    comeUp,
    async restart() {
      await goDown();
      await comeUp();
    },
    async isOffFor(ms) {
      await goDown();
      await clock.advance(ms);
      await comeUp();
      await passes(2 * minute);
    },
  };
}
