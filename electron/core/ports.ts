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

/** A certificate as people can tell it from others: names such as `Acme Inspection CA (Acme Inc.)`. */
export type CertificateInWords = {
  readonly subject: string;
  /** Who issued the last certificate that was sent: whoever must be trusted. */
  readonly issuer: string;
  /** The hosts it is for: `api.acme.example, *.acme.example`. */
  readonly names: string;
  readonly validFrom: Millis;
  readonly validTo: Millis;
};

/** A file of authorities that a variable names, and that gives not all it should: in words, with what to do. */
export type AuthorityTrouble = { readonly variable: string; readonly message: string; readonly next: string };

/** How many authorities are trusted, and from where. */
export type Trust = {
  readonly bundled: number;
  /** Null where the system's store can't be read. */
  readonly system: number | null;
  /** Those that `NODE_EXTRA_CA_CERTS` names. */
  readonly extra: number;
  readonly troubles: readonly AuthorityTrouble[];
};

/** What `fetch` throws where the far side's certificate was refused. Nothing was sent. */
export class UntrustedCertificate extends Error {
  override readonly name = 'UntrustedCertificate';
  /** Of OpenSSL or Node: `SELF_SIGNED_CERT_IN_CHAIN`. */
  readonly code: string;
  /** Null where it could not be looked at. */
  readonly certificate: CertificateInWords | null;
  /** Why an authority that was named may not be trusted. */
  readonly troubles: readonly AuthorityTrouble[];

  constructor(
    code: string,
    certificate: CertificateInWords | null,
    cause: unknown,
    troubles: readonly AuthorityTrouble[] = [],
  ) {
    super(`The certificate was refused (${code})`, { cause });
    this.code = code;
    this.certificate = certificate;
    this.troubles = troubles;
  }
}

/** What `fetch` throws, or has as a cause, where the proxy could not be reached or said no. Nothing was sent. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  /** Its address, without name and password. */
  readonly proxy: string;
  /** `forbidden`: it does not want to; `no-way`: it tried, and could not reach the far side. */
  readonly kind: 'unreachable' | 'sign-in' | 'forbidden' | 'no-way';
  /** Its own answer: `407`, `SOCKS reply 2`; null where there was none. */
  readonly said: string | null;
  /** `Negotiate, NTLM`: how it wants to be signed in to; null where it did not say. */
  readonly offered: string | null;

  constructor(
    proxy: string,
    kind: ProxyFailure['kind'],
    details: { readonly said?: string; readonly offered?: string | null; readonly cause?: unknown },
  ) {
    super(`The proxy ${proxy} is in the way (${details.said ?? kind})`, { cause: details.cause });
    this.proxy = proxy;
    this.kind = kind;
    this.said = details.said ?? null;
    this.offered = details.offered ?? null;
  }
}

/** How calls leave this computer. No password comes out of it. */
export type NetworkPort = {
  /** Which proxy an address is called through (null = straight), and why. Throws `HostError` where that can't be said. */
  routeTo(address: string): Promise<{ readonly proxy: string | null; readonly why: string }>;
  /** What a person chose: `auto`, `none`, or a proxy's address. */
  proxy(): Promise<string>;
  /** Chooses for all calls from now on. Throws `HostError`. */
  setProxy(choice: string, credentials: { readonly user: string; readonly password: string } | null): Promise<void>;
  /** Whom this computer trusts, as read at the first call. */
  trust(): Trust;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log. Secrets never go in; `data` is small. */
export type Log = (
  level: LogLevel,
  message: string,
  data?: Readonly<Record<string, string | number | boolean | null>>,
) => void;

/** What a host can offer as the built-in sandbox. */
export type SandboxPort = {
  /** Plays the host's own choice where none is named. Throws `HostError` for a name that it does not know. */
  start(scenario?: string): Promise<{
    readonly scenario: string;
    readonly connections: readonly {
      readonly connector: string;
      readonly settings: Readonly<Record<string, string>>;
      readonly secrets: Readonly<Record<string, string>>;
    }[];
    stop(): Promise<void>;
  }>;
};

/** Whether this process is the one that acts by itself; where it is not, why: a whole sentence for people that says who is. */
export type Standing = { readonly may: true } | { readonly may: false; readonly reason: string };

/**
 * Who may act by itself on the outside now: streams, schedules, automatic steps, and what the outbox does later because a
 * receipt came. Never asked for what a person does, nor for reading. The host says who it is.
 */
export type Runner = {
  /** Quick: asked whenever something would act by itself. */
  mayAct(): Standing;
  /** Calls `changed` whenever the answer may have become another one. Gives what ends that. */
  watch(changed: () => void): () => void;
};

/** All that the core takes from outside. */
export type Ports = {
  /** Absolute path of the data folder; it exists and this process owns it. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** Absent where calls go out as they are. */
  readonly network?: NetworkPort;
  /** In [0, 1): for jitter only. */
  readonly random: () => number;
  /** The system's user name: who acts here until a person has said who they are. */
  readonly actor: string;
  /** What this computer is called. It stands beside the journal, never in it. */
  readonly computer: string;
  /** Opens a link in the user's browser. Only https and http on loopback get this far. */
  openExternal(url: string): Promise<void>;
  readonly sandbox: SandboxPort | null;
  /** Who may act by itself. Absent where this process is alone, and does. */
  readonly runner?: Runner;
};
