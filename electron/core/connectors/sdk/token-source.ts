import type { Millis } from '#shared/lib/time.ts';
import { heed, type HttpClient } from './http.ts';

/** An access token in memory, fetched when needed, by one call at a time. */
export type TokenSource = {
  /** The token that is held, or a new one where it is too old. Rejects as `fetchToken` does, and as `cancelled` once `signal` is aborted. */
  get(signal: AbortSignal): Promise<string>;
  /** A new token in place of a refused one; when another caller has already fetched one, that. */
  renew(refused: string, signal: AbortSignal): Promise<string>;
};

/** A token, and how many milliseconds it may be used. */
export type FetchedToken = { readonly token: string; readonly lifetimeMs: Millis };

/** `fetchToken` must have a deadline of its own: it serves every waiting caller, so no single caller can stop it. */
export function createTokenSource(client: HttpClient, fetchToken: () => Promise<FetchedToken>): TokenSource {
  let held: { readonly token: string; readonly until: Millis } | null = null;
  let fetching: Promise<string> | null = null;
  const fetchOnce = async () => {
    try {
      const { token, lifetimeMs } = await fetchToken();
      held = { token, until: client.clock.now() + lifetimeMs };
      return token;
    } finally {
      fetching = null;
    }
  };
  const get = (signal: AbortSignal) =>
    heed(client, signal, async () => {
      if (held !== null && client.clock.now() < held.until) return held.token;
      fetching ??= fetchOnce();
      return fetching;
    });
  return {
    get,
    renew: (refused, signal) => {
      if (held?.token === refused) held = null;
      return get(signal);
    },
  };
}
