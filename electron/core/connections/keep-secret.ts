import { ConnectorError } from '../connectors/sdk/error.ts';
import { hideTokens, redactUnexpected } from '../connectors/sdk/redact.ts';

/** Shorter ones stand in too many words. */
const shortest = 4;
/** The same in base64, four characters for three bytes. */
const shortest64 = 5;
const hidden = '[hidden]';
/** Causes of causes: nobody shows more. */
const deepest = 5;

/** The secrets that one connection has had in hand, to be found in what it says. */
export type KnownSecrets = {
  /** It read or stored this one. */
  note(secret: string | null): void;
  /** The text without any of them, plain or as addresses, JSON and headers spell it. */
  hide(text: string): string;
};

export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    note(secret) {
      if (secret === null || secret.length < shortest) return;
      for (const spelled of spellings(secret)) known.add(spelled);
      // One that holds another goes first: else a part of it would be left.
      longestFirst = [...known].toSorted((a, b) => b.length - a.length);
    },
    hide: (text) => longestFirst.reduce((left, secret) => left.replaceAll(secret, hidden), text),
  };
}

function spellings(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    ...[0, 1, 2].flatMap((before) => within64(secret, before)),
  ];
}

/** What a secret always looks like in base64 (`user:password` of a header) behind so many other bytes, whatever they are. */
function within64(secret: string, before: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  const ends = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)] as const;
  const texts = [bytes.toString('base64').slice(...ends), bytes.toString('base64url').slice(...ends)];
  return texts.filter(({ length }) => length >= shortest64);
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

/**
 * The same error: its kind decides what happens next. One that the connector did not foresee may quote what it never had in
 * hand as a secret, such as the answer with a new token in it: whatever looks like one is hidden in its words.
 */
export function withoutSecrets(error: unknown, secrets: KnownSecrets, depth = 0): unknown {
  const foreseen = error instanceof ConnectorError;
  const said = (text: string) => (foreseen ? secrets.hide(text) : redactUnexpected(secrets.hide(text)));
  if (typeof error === 'string') return said(error);
  if (!(error instanceof Error)) return hideIn(error, secrets);
  const message = said(error.message);
  for (const key of Reflect.ownKeys(error)) {
    const text: unknown = Reflect.get(error, key);
    if (typeof text === 'string' && key !== 'message') Reflect.set(error, key, secrets.hide(text));
  }
  if (!foreseen)
    Reflect.set(error, 'stack', hideTokens(secrets.hide(error.stack ?? '').replace(error.message, message)));
  if (depth < deepest && error.cause !== undefined) {
    Reflect.set(error, 'cause', withoutSecrets(error.cause, secrets, depth + 1));
  }
  // Some classes work their words out, and keep them.
  const put =
    error.message === message || Reflect.defineProperty(error, 'message', { value: message, configurable: true });
  return put ? error : Object.assign(new Error(message), { name: error.name, cause: error.cause });
}
