import type { ConnectorContext } from '../../connection.ts';
import type { SalesforceApi } from '../org/api.ts';
import type { SalesforceSettings } from '../connection-settings.ts';

/** What the steps of an escalation need. */
export type Deps = {
  readonly context: ConnectorContext;
  readonly api: SalesforceApi;
  readonly settings: SalesforceSettings;
  readonly signal: AbortSignal;
};
