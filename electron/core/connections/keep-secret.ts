/** Shorter ones stand in too many words. */
const shortest = 4;
const hidden = '[hidden]';
/** Causes of causes: nobody shows more. */
const deepest = 5;

/** The secrets that one connection has had in hand, to be found in what it says. */
export type KnownSecrets = {
  /** It read or stored this one. */
  note(secret: string | null): void;
  /** The text without any of them, plain or as an address spells it. */
  hide(text: string): string;
};

export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>();
  return {
    note(secret) {
      if (secret === null || secret.length < shortest) return;
      for (const spelled of [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)])
        known.add(spelled);
    },
    hide: (text) => [...known].reduce((left, secret) => left.replaceAll(secret, hidden), text),
  };
}

/**
 * The same connection, from whose answers and errors its secrets are gone, whatever a library put into them: what it says goes into
 * the outbox, the journal, screens and logs. Pages of feeds are events, and pass as they are.
 */
export function keepingSecrets<T extends object>(target: T, secrets: KnownSecrets): T {
  return new Proxy(target, {
    get(from, key) {
      const value: unknown = Reflect.get(from, key, from);
      if (typeof value === 'function') {
        return (...given: readonly unknown[]) => calm(() => Reflect.apply(value, from, given), secrets);
      }
      return value !== null && typeof value === 'object' ? keepingSecrets(value, secrets) : value;
    },
  });
}

function calm(call: () => unknown, secrets: KnownSecrets): unknown {
  const fail = (error: unknown): never => {
    throw withoutSecrets(error, secrets);
  };
  try {
    const result = call();
    if (result instanceof Promise) return result.then((value: unknown) => hideIn(value, secrets), fail);
    return isPages(result) ? calmPages(result, fail) : result;
  } catch (error) {
    return fail(error);
  }
}

function isPages(result: unknown): result is AsyncIterable<unknown> {
  return result !== null && typeof result === 'object' && Symbol.asyncIterator in result;
}

async function* calmPages(pages: AsyncIterable<unknown>, fail: (error: unknown) => never): AsyncGenerator {
  try {
    yield* pages;
  } catch (error) {
    fail(error);
  }
}

/** A copy in which no text holds a secret. What is no plain value is what it was. */
function hideIn(value: unknown, secrets: KnownSecrets): unknown {
  if (typeof value === 'string') return secrets.hide(value);
  if (Array.isArray(value)) return value.map((one: unknown) => hideIn(one, secrets));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, hideIn(one, secrets)]));
}

/** The same error: its kind decides what happens next. */
function withoutSecrets(error: unknown, secrets: KnownSecrets, depth = 0): unknown {
  if (!(error instanceof Error)) return hideIn(error, secrets);
  for (const key of ['message', 'stack', 'next'] as const) {
    const text: unknown = Reflect.get(error, key);
    if (typeof text === 'string') Reflect.set(error, key, secrets.hide(text));
  }
  if (depth < deepest && error.cause !== undefined) {
    Reflect.set(error, 'cause', withoutSecrets(error.cause, secrets, depth + 1));
  }
  return error;
}
