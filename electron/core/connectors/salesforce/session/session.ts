import { z } from 'zod';
import { minute, type Millis } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../../connection.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { heed, type HttpClient } from '../../sdk/http.ts';
import { type Jsforce, loadJsforce } from './jsforce.ts';
import { refreshTokens, type Tokens } from './oauth.ts';
import type { SalesforceSettings } from '../connection-settings.ts';
import { isCode, salesforceError } from '../errors/our-codes.ts';

type JsforceConnection = InstanceType<Jsforce['Connection']>;

/**
 * The signed-in connection: opened when first needed, renewed when the session has ended or the org has moved. What several callers
 * wait for is asked once, and goes on where one of them is stopped: that one ends as `cancelled`.
 */
export type Session = {
  connection(signal: AbortSignal): Promise<JsforceConnection>;
  /** Stores what a sign-in brought, and starts over with it. */
  adopt(tokens: Tokens): Promise<void>;
  /** Makes a new session in place of a refused one; true where it was issued just now. Throws where that can't be. */
  renew(refusedToken: string | null, signal: AbortSignal): Promise<boolean>;
  /** Asks the sign-in address where the org answers now; true where that is not `address`, so that asking again may help. */
  findMoved(address: string, signal: AbortSignal): Promise<boolean>;
  /** Whether another session than this one is held by now. No network. */
  isRenewed(accessToken: string | null): Promise<boolean>;
  /** The error for a session that was refused although it had just been issued: no more renewing for a while. */
  refusedAgain(): ConnectorError;
};

const instanceKey = 'instance-url';
/** The address that the org was found to have left. A setting that still names it is passed over. */
const leftKey = 'left-instance-url';
/** After a fresh token was refused, or the org was where it had been, renewing is not tried again for this long. */
const rest: Millis = minute;
/** Refusals whose words leave open whether they last, one after the other, before they count as the end. */
const vagueRefusals = 3;

export function createSession(
  context: ConnectorContext,
  http: HttpClient,
  readSettings: () => SalesforceSettings,
): Session {
  let open: Promise<JsforceConnection> | null = null;
  let refreshing: Promise<Tokens> | null = null;
  let loopedAt: Millis | null = null;
  let lookedAt: Millis | null = null;
  let looking: Promise<boolean> | null = null;
  let vague = 0;

  const cached = (key: string) => z.string().safeParse(context.cache.get(key)?.value).data ?? null;

  const loopError = () =>
    salesforceError('sign-in', 'session-refused', 'Salesforce refused a session that it had just issued.', {
      next: 'Ask the administrator whether this user may use the app and the API, then sign in again.',
    });

  const store = async (tokens: Tokens) => {
    // First of all: with rotation, the old refresh token is worth nothing from now on.
    if (tokens.refresh_token !== undefined) await context.secrets.set('refreshToken', tokens.refresh_token);
    await context.secrets.set('accessToken', tokens.access_token);
    if (tokens.instance_url !== undefined) context.cache.set(instanceKey, tokens.instance_url);
    open = null;
  };

  const refresh = async (): Promise<Tokens> => {
    if (loopedAt !== null && context.clock.now() - loopedAt < rest) throw loopError();
    const { loginUrl, clientId } = readSettings();
    const refreshToken = await context.secrets.get('refreshToken');
    if (refreshToken === null) {
      throw salesforceError('sign-in', 'not-signed-in', 'Nobody is signed in to Salesforce yet.', {
        next: 'Sign in on the connections screen.',
      });
    }
    if (clientId === '') {
      throw salesforceError('set-up', 'no-app', 'The consumer key of the app is not entered yet.', {
        next: 'Enter the consumer key on the connections screen; the administrator has it.',
      });
    }
    context.log('info', 'Renewing the Salesforce session');
    try {
      const tokens = await refreshTokens(http, { loginUrl, clientId }, refreshToken);
      vague = 0;
      await store(tokens);
      return tokens;
    } catch (error) {
      // Another process over the same tokens was quicker: what it was given is in the vault.
      const now = await context.secrets.get('refreshToken');
      if (now !== null && now !== refreshToken && error instanceof ConnectorError && error.kind !== 'cancelled') {
        return refresh();
      }
      throw lastingAfterAll(error);
    }
  };

  /** A refusal in words that nobody knows may pass by itself; the third in a row is taken for the end. */
  const lastingAfterAll = (error: unknown): unknown => {
    if (!isCode(error, 'sign-in-unclear')) {
      return error;
    }
    vague++;
    if (vague < vagueRefusals) return error;
    return salesforceError('sign-in', 'sign-in', error.message, {
      next: 'Sign in to Salesforce again.',
      cause: error,
    });
  };

  const refreshOnce = () => {
    refreshing ??= refresh().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const openConnection = async (): Promise<JsforceConnection> => {
    const settings = readSettings();
    const wanted =
      settings.instanceUrl === '' || settings.instanceUrl === cached(leftKey) ? null : settings.instanceUrl;
    let accessToken = await context.secrets.get('accessToken');
    let instanceUrl = wanted ?? cached(instanceKey);
    if (accessToken === null || instanceUrl === null) {
      const tokens = await refreshOnce();
      accessToken = tokens.access_token;
      instanceUrl ??= tokens.instance_url ?? settings.loginUrl;
    }
    const { Connection } = await loadJsforce();
    // Without a way to refresh: jsforce knows fewer signs of an ended session than there are, and drops rotated tokens.
    return new Connection({ instanceUrl, accessToken, version: settings.apiVersion });
  };

  const look = async (address: string): Promise<boolean> => {
    const { instance_url: found } = await refreshOnce();
    if (found === undefined || new URL(found).origin === new URL(address).origin) return false;
    context.log('info', 'The Salesforce org answers at another address now', { from: address, to: found });
    context.cache.set(leftKey, address);
    open = null;
    return true;
  };

  const connection = (): Promise<JsforceConnection> => {
    open ??= openConnection().catch((error: unknown) => {
      open = null;
      throw error;
    });
    return open;
  };

  const renew = async (refusedToken: string | null): Promise<boolean> => {
    const stored = await context.secrets.get('accessToken');
    // Another call over the same tokens was quicker.
    const fresh = stored === null || stored === refusedToken || refreshing !== null;
    if (fresh) await refreshOnce();
    else open = null;
    return fresh;
  };

  const findMoved = async (address: string): Promise<boolean> => {
    // Somebody else is asking: what they find out holds for all who asked at the old address.
    if (looking !== null) await looking.catch(() => false);
    const now = context.clock.now();
    const current = (await (open ?? openConnection())).instanceUrl;
    if (current !== address) return true;
    if (lookedAt !== null && now - lookedAt < rest) return false;
    lookedAt = now;
    looking = look(address).finally(() => {
      looking = null;
    });
    return looking;
  };

  return {
    connection: (signal) => heed(http, signal, connection),
    adopt: async (tokens) => {
      await store(tokens);
      loopedAt = null;
      lookedAt = null;
      vague = 0;
    },
    renew: (refusedToken, signal) => heed(http, signal, () => renew(refusedToken)),
    findMoved: (address, signal) => heed(http, signal, () => findMoved(address)),
    isRenewed: async (accessToken) => {
      const held = await context.secrets.get('accessToken');
      return held !== null && held !== accessToken;
    },
    refusedAgain: () => {
      loopedAt = context.clock.now();
      return loopError();
    },
  };
}
