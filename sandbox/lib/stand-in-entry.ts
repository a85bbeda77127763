import type { Scenario } from '../scenarios/scenario.ts';

/** The settings and secrets of a connection to a stand-in, by the keys of its connector's manifest. */
export type Access = {
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
};

/** A stand-in that runs, as far as the registry cares. */
export type RunningStandIn = {
  readonly name: string;
  /** `http://127.0.0.1:PORT`; absent where it is no server. */
  readonly baseUrl?: string;
  /** How a connection gets in: asked for once, before it is connected. Null where there is nothing to connect to. */
  access(): Access | null;
  /** Resolves when nothing of it is left; rejects where it could not do what the scenario says. */
  stop(): Promise<void>;
};

export type StartOptions = {
  readonly seed: number;
  /** The clock of the outside world, in milliseconds. */
  readonly now: () => number;
  readonly scenario: Scenario;
  /** 0 takes any free port. */
  readonly port: number;
  /** A folder for stand-ins that are one; null where nobody reads it. */
  readonly folder: string | null;
};

/** How to start the stand-in of one connector. Its key in the registry is the connector's id. Rejects when its port is taken. */
export type StandInEntry = { start(options: StartOptions): Promise<RunningStandIn> };

export type Entries = Readonly<Record<string, StandInEntry>>;

/** Stand-ins that run together. */
export type Playing<E extends Entries> = {
  readonly running: { readonly [Id in keyof E]: Awaited<ReturnType<E[Id]['start']>> };
  /** What a console needs in order to connect to each, in the registry's order. */
  readonly connections: readonly (Access & { readonly connector: string })[];
  /** Stops all of them, and rejects where one of them could not do its part. */
  stop(): Promise<void>;
};
