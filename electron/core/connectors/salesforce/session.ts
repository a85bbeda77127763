import { z } from 'zod';
import { minute, type Millis } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../connector.ts';
import { ConnectorError } from '../sdk/error.ts';
import type { HttpClient } from '../sdk/http.ts';
import { type Jsforce, loadJsforce } from './load-jsforce.ts';
import { refreshTokens, type Tokens } from './oauth.ts';
import type { SalesforceSettings } from './settings.ts';

type JsforceConnection = InstanceType<Jsforce['Connection']>;

/** The signed-in connection: opened when first needed, refreshed when the session has ended. */
export type Session = {
  connection(): Promise<JsforceConnection>;
  /** Stores what a sign-in brought, and starts over with it. */
  adopt(tokens: Tokens): Promise<void>;
  /** Called when a call was refused again after renewing; an error where the token had just been issued: no more refreshing for a while. */
  refusedAgain(times: number): ConnectorError | null;
  /** The error of the last failed refresh: jsforce gives only its words. */
  readonly refreshError: () => ConnectorError | null;
};

const instanceKey = 'instance-url';
/** After a fresh token was refused, refreshing is not tried again for this long. */
const rest: Millis = minute;

export function createSession(
  context: ConnectorContext,
  http: HttpClient,
  readSettings: () => SalesforceSettings,
): Session {
  let open: Promise<JsforceConnection> | null = null;
  let refreshing: Promise<Tokens> | null = null;
  let failed: ConnectorError | null = null;
  let loopedAt: Millis | null = null;
  let fresh = false;

  const signInNeeded = () =>
    new ConnectorError('sign-in', 'salesforce.not-signed-in', 'Nobody is signed in to Salesforce yet.', {
      next: 'Sign in on the connections screen.',
    });

  const loopError = () =>
    new ConnectorError(
      'sign-in',
      'salesforce.session-refused',
      'Salesforce refused a session that it had just issued.',
      { next: 'Ask the administrator whether this user may use the app and the API, then sign in again.' },
    );

  const store = async (tokens: Tokens) => {
    // First of all: with rotation, the old refresh token is worth nothing from now on.
    if (tokens.refresh_token !== undefined) await context.secrets.set('refreshToken', tokens.refresh_token);
    await context.secrets.set('accessToken', tokens.access_token);
    if (tokens.instance_url !== undefined) context.cache.set(instanceKey, tokens.instance_url);
  };

  const refresh = async (): Promise<Tokens> => {
    if (loopedAt !== null && context.clock.now() - loopedAt < rest) throw loopError();
    const { loginUrl, clientId } = readSettings();
    const refreshToken = await context.secrets.get('refreshToken');
    if (refreshToken === null) throw signInNeeded();
    if (clientId === '') {
      throw new ConnectorError('set-up', 'salesforce.no-app', 'The consumer key of the app is not entered yet.', {
        next: 'Enter the consumer key on the connections screen; the administrator has it.',
      });
    }
    context.log('info', 'Renewing the Salesforce session');
    const tokens = await refreshTokens(http, { loginUrl, clientId }, refreshToken);
    await store(tokens);
    return tokens;
  };

  const refreshOnce = () => {
    refreshing ??= refresh().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  /** What jsforce calls on a 401. `refused` is the token that was not accepted. */
  const renew = async (refused: string | null): Promise<string> => {
    const stored = await context.secrets.get('accessToken');
    // Another connection over the same tokens was quicker.
    fresh = stored === null || stored === refused || refreshing !== null;
    if (!fresh && stored !== null) return stored;
    const tokens = await refreshOnce();
    return tokens.access_token;
  };

  const renewFor = async (
    connection: JsforceConnection,
    done: (error: Error | null, token?: string) => void,
  ): Promise<void> => {
    try {
      const token = await renew(connection.accessToken ?? null);
      failed = null;
      done(null, token);
    } catch (error) {
      failed = error instanceof ConnectorError ? error : null;
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };

  const openConnection = async (): Promise<JsforceConnection> => {
    const settings = readSettings();
    const cached = z.string().safeParse(context.cache.get(instanceKey)?.value);
    let accessToken = await context.secrets.get('accessToken');
    let instanceUrl = settings.instanceUrl === '' ? (cached.data ?? null) : settings.instanceUrl;
    if (accessToken === null || instanceUrl === null) {
      const tokens = await refreshOnce();
      accessToken = tokens.access_token;
      instanceUrl ??= tokens.instance_url ?? settings.loginUrl;
    }
    const { Connection } = await loadJsforce();
    return new Connection({
      instanceUrl,
      accessToken,
      version: settings.apiVersion,
      refreshFn: (connection, done) => {
        void renewFor(connection, done);
      },
    });
  };

  return {
    connection: () => {
      open ??= openConnection().catch((error: unknown) => {
        open = null;
        throw error;
      });
      return open;
    },
    adopt: async (tokens) => {
      await store(tokens);
      open = null;
      failed = null;
      loopedAt = null;
    },
    refusedAgain: (times) => {
      if (!fresh && times < 3) return null;
      loopedAt = context.clock.now();
      return loopError();
    },
    refreshError: () => failed,
  };
}
