import type { ConnectorContext } from '../../connection.ts';
import type { HttpClient } from '../../sdk/http.ts';
import { readSettings, type SalesforceSettings } from '../connection-settings.ts';
import { createSession, type Session } from '../session/session.ts';
import { createCall, type OrgCall } from './call.ts';

/**
 * One Salesforce org as a connection knows it. Whatever this connector does is a function `(org, input, signal)`: nothing else
 * of the world reaches it.
 */
export type Org = Pick<ConnectorContext, 'cache' | 'clock' | 'log' | 'openExternal'> & {
  /** Parsed when first asked for. Throws `set-up` where one can't be read. */
  settings(): SalesforceSettings;
  readonly http: HttpClient;
  readonly session: Session;
  /** One request to its REST API; gives the JSON body. Throws `ConnectorError`. */
  readonly call: OrgCall;
  /** `https://acme.my.salesforce.com`; throws `sign-in` when nobody is signed in. */
  instanceUrl(signal: AbortSignal): Promise<string>;
};

/** No network yet: the session is opened with the first call. */
export function openOrg(context: ConnectorContext & Pick<Org, 'http'>): Org {
  const { http, cache, clock, log } = context;
  let parsed: SalesforceSettings | null = null;
  const settings = () => (parsed ??= readSettings(context.settings));
  const session = createSession(context, http, settings);
  return {
    cache,
    clock,
    log,
    openExternal: (url) => context.openExternal(url),
    settings,
    http,
    session,
    call: createCall(http, session),
    instanceUrl: async (signal) => (await session.connection(signal)).instanceUrl,
  };
}

/** A case in the browser: Lightning where the host is a My Domain, else the address that redirects to the record. */
export function caseLink(instanceUrl: string, caseId: string): string {
  const url = new URL(instanceUrl);
  if (!url.hostname.endsWith('.my.salesforce.com')) return `${url.origin}/${caseId}`;
  const host = url.hostname.replace(/\.my\.salesforce\.com$/, '.lightning.force.com');
  return `https://${host}/lightning/r/Case/${caseId}/view`;
}
