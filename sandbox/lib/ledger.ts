import type { Json } from '#shared/lib/json.ts';

import { matchesCall } from './call-pattern.ts';

/** A call that arrived, written on arrival; `status` is filled on answer and stays null where nothing was answered. */
export type CallEntry = {
  readonly seq: number;
  /** ISO 8601 in UTC with milliseconds, by the stand-in's clock. */
  readonly at: string;
  readonly kind: 'call';
  readonly operation: string;
  readonly method: string;
  /** Path and query, with the values of secrets replaced. */
  readonly path: string;
  readonly status: number | null;
  /** The fault that was played on this call, by name. */
  readonly fault?: string;
};

/** Something that really changed inside the stand-in. */
export type EffectEntry = {
  readonly seq: number;
  readonly at: string;
  readonly kind: 'effect';
  readonly effect: string;
  readonly id: string;
  readonly key?: string;
  readonly data: Json;
  /** The call that caused it; absent for what the stand-in's own people did. */
  readonly operation?: string;
  readonly call?: number;
};

export type LedgerEntry = CallEntry | EffectEntry;

export type Effect = { readonly effect: string; readonly id: string; readonly key?: string; readonly data: Json };

export type LedgerFilter = {
  readonly kind?: 'call' | 'effect';
  /** An exact name, `salesforce.*` or `*`. */
  readonly operation?: string;
  readonly effect?: string;
};

/** What a stand-in saw and did, in order; never holds a secret. */
export type Ledger = {
  entries(filter?: LedgerFilter): readonly LedgerEntry[];
  calls(operation?: string): readonly CallEntry[];
  effects(effect?: string): readonly EffectEntry[];
  /** Writes the call and returns how to note its end. */
  arrived(call: { operation: string; method: string; path: string }): ArrivedCall;
  record(effect: Effect, cause?: { readonly seq: number; readonly operation: string }): void;
  clear(): void;
  /** Calls back on each new entry and on each answered call; returns how to stop. */
  watch(listener: () => void): () => void;
};

export type ArrivedCall = {
  readonly seq: number;
  readonly operation: string;
  faulted(fault: string): void;
  answered(status: number): void;
};

type Writable<T> = { -readonly [key in keyof T]: T[key] };

export function createLedger(now: () => number): Ledger {
  let entries: LedgerEntry[] = [];
  let seq = 0;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const stamp = () => ({ seq: ++seq, at: new Date(now()).toISOString() });
  const select = (filter: LedgerFilter = {}): LedgerEntry[] =>
    entries.filter(
      (entry) =>
        (filter.kind === undefined || entry.kind === filter.kind) &&
        (filter.operation === undefined ||
          (entry.operation !== undefined && matchesCall(filter.operation, entry.operation))) &&
        (filter.effect === undefined || (entry.kind === 'effect' && entry.effect === filter.effect)),
    );
  return {
    entries: select,
    calls: (operation) =>
      select({ kind: 'call', ...(operation === undefined ? {} : { operation }) }).filter(
        (entry) => entry.kind === 'call',
      ),
    effects: (effect) =>
      select({ kind: 'effect', ...(effect === undefined ? {} : { effect }) }).filter(
        (entry) => entry.kind === 'effect',
      ),
    arrived: (call) => {
      const entry: Writable<CallEntry> = {
        ...stamp(),
        kind: 'call',
        operation: call.operation,
        method: call.method,
        path: withoutSecrets(call.path),
        status: null,
      };
      entries.push(entry);
      changed();
      return {
        seq: entry.seq,
        operation: call.operation,
        faulted: (fault) => {
          entry.fault = fault;
        },
        answered: (status) => {
          entry.status = status;
          changed();
        },
      };
    },
    record: (effect, cause) => {
      entries.push({
        ...stamp(),
        kind: 'effect',
        ...effect,
        ...(cause === undefined ? {} : { operation: cause.operation, call: cause.seq }),
      });
      changed();
    },
    clear: () => {
      entries = [];
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const secretName = /token|secret|password|verifier|challenge|signature|assertion|^code$|^state$|^sid$|api_?key/i;

function withoutSecrets(path: string): string {
  const mark = path.indexOf('?');
  if (mark < 0) return path;
  const parts = path
    .slice(mark + 1)
    .split('&')
    .map((part) => {
      const name = part.split('=', 1)[0] ?? '';
      return secretName.test(name) ? `${name}=[hidden]` : part;
    });
  return `${path.slice(0, mark)}?${parts.join('&')}`;
}
