import type { Millis } from '#shared/lib/time.ts';

/** Ends what was started. Calling it twice is harmless. */
export type Stop = () => void | Promise<void>;

/** Time, as the host gives it; tests move it by hand. */
export type Clock = {
  now(): Millis;
  /** Runs `callback` once, `delay` ms from now. */
  after(delay: Millis, callback: () => void): Stop;
};

/** Where secrets live. Nothing else keeps them: not the store, not a log, not an export. */
export type Vault = {
  readonly kind: 'system' | 'passphrase' | 'key-file' | 'memory';
  /** One plain sentence for the settings screen about how well this protects. */
  readonly statement: string;
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
};

/** What a host could not do, in words for people: the message says what happened, `next` what to do about it. */
export class HostError extends Error {
  override readonly name: string = 'HostError';
  readonly next: string | null;

  constructor(message: string, next: string | null, cause?: unknown) {
    super(message, { cause });
    this.next = next;
  }
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log. Secrets never go in; `data` is small. */
export type Log = (
  level: LogLevel,
  message: string,
  data?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** What a host can offer as the built-in sandbox. */
export type SandboxPort = {
  start(scenario: string): Promise<{
    readonly scenario: string;
    readonly connections: readonly {
      readonly connector: string;
      readonly settings: Readonly<Record<string, string>>;
      readonly secrets: Readonly<Record<string, string>>;
    }[];
    stop(): Promise<void>;
  }>;
};

/** All that the core takes from outside. */
export type Ports = {
  /** Absolute path of the data folder; it exists and this process owns it. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** In [0, 1): for jitter only. */
  readonly random: () => number;
  /** Who acts on this desk, e.g. the system's user name, and on which machine. */
  readonly actor: string;
  readonly device: string;
  /** Opens a link in the user's browser. Only https and http on loopback get this far. */
  openExternal(url: string): Promise<void>;
  readonly sandbox: SandboxPort | null;
};
