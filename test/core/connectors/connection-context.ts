import type { Json } from '#shared/lib/json.ts';
import type { ConnectorContext } from '#core/connectors/connection.ts';
import type { Connector } from '#core/connectors/connector.ts';
import { createManualClock, type ManualClock } from '#test/harness/manual-clock.ts';

export type TestContext = {
  readonly context: ConnectorContext;
  readonly clock: ManualClock;
  readonly secrets: Map<string, string>;
  readonly cache: Map<string, { readonly at: number; readonly value: Json }>;
  /** Everything that was logged, as text. */
  readonly logged: string[];
  readonly opened: string[];
  /** The call with this number, from 1, counted from here on, is answered only once it is stopped. Resolves when it is made. */
  hold(number: number): Promise<void>;
};

export type ContextOptions = {
  readonly settings?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly clock?: ManualClock;
  readonly fetch?: typeof fetch;
  readonly openExternal?: (url: string) => Promise<void>;
};

/** What a connection is opened with: the manifest's defaults under the given settings, secrets in memory. */
export function createContext(connector: Connector, options: ContextOptions = {}): TestContext {
  const clock = options.clock ?? createManualClock();
  const secrets = new Map(Object.entries(options.secrets ?? {}));
  const cache: TestContext['cache'] = new Map();
  const logged: string[] = [];
  const opened: string[] = [];
  const defaults = Object.fromEntries(connector.manifest.settings.map((field) => [field.key, field.default ?? '']));
  let held: { left: number; readonly reached: () => void } | null = null;
  const call: typeof fetch = (...request) => {
    if (held === null || --held.left > 0) return (options.fetch ?? fetch)(...request);
    held.reached();
    held = null;
    const signal = request[1]?.signal;
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('Aborted'))));
  };
  const hold = (number: number) =>
    new Promise<void>((reached) => {
      held = { left: number, reached };
    });
  const context: ConnectorContext = {
    settings: { ...defaults, ...options.settings },
    secrets: {
      get: async (key) => secrets.get(key) ?? null,
      set: async (key, value) => {
        secrets.set(key, value);
      },
      delete: async (key) => {
        secrets.delete(key);
      },
    },
    clock,
    log: (level, message, data) => logged.push(`${level} ${message} ${JSON.stringify(data ?? {})}`),
    fetch: call,
    cache: {
      get: (key) => cache.get(key) ?? null,
      set: (key, value) => void cache.set(key, { at: clock.now(), value: JSON.parse(JSON.stringify(value)) as Json }),
    },
    keyed: (text) => `keyed ${text.length}`,
    openExternal: async (url) => {
      opened.push(url);
      await options.openExternal?.(url);
    },
    random: () => 0.5,
  };
  return { context, clock, secrets, cache, logged, opened, hold };
}
