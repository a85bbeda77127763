import type { Access } from './lib/stand-in-entry.ts';
import { buildScenario } from './scenarios/build-scenario.ts';
import { defaultScenario, type ScenarioName } from './scenarios/names.ts';
import type { ScenarioFile } from './scenarios/scenario.ts';
import { standIns } from './stand-ins.ts';
import { startAll } from './start-all.ts';

export type SandboxOptions = {
  /** `defaultScenario` without. */
  readonly scenario?: ScenarioName;
  readonly seed?: number;
  /** The scenario's "now", in milliseconds; the present without. */
  readonly startAt?: number;
  readonly now?: () => number;
  /** Port by the connector's id; 0 or nothing takes any free one. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Where the scenario's files are put as their time comes; without, nowhere. */
  readonly folder?: string;
};

/** What a connector needs to talk to a stand-in. */
export type SandboxConnection = Access & { readonly connector: string };

/** Stand-ins for the outside systems, playing one scenario together. */
export type Sandbox = {
  readonly scenario: string;
  readonly seed: number;
  /** Those that are servers. */
  readonly standIns: readonly { readonly name: string; readonly baseUrl: string }[];
  readonly connections: readonly SandboxConnection[];
  readonly files: readonly ScenarioFile[];
  /** Rejects where the folder could not be written to. */
  stop(): Promise<void>;
};

/** Starts every stand-in; rejects when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const seed = options.seed ?? 1;
  const scenario = buildScenario({
    name: options.scenario ?? defaultScenario,
    seed,
    startAt: options.startAt ?? now(),
  });
  const playing = await startAll(standIns, {
    seed,
    now,
    scenario,
    folder: options.folder ?? null,
    ...(options.ports === undefined ? {} : { ports: options.ports }),
  });
  return {
    scenario: scenario.name,
    seed,
    standIns: Object.values(playing.running).flatMap(({ name, baseUrl }) =>
      baseUrl === undefined ? [] : [{ name, baseUrl }],
    ),
    connections: playing.connections,
    files: scenario.files,
    stop: () => playing.stop(),
  };
}
