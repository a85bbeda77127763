import { createRandom } from '../lib/random.ts';
import { type StandIn, startStandIn } from '../lib/stand-in.ts';
import type { RunningStandIn, StandInEntry } from '../lib/stand-in-entry.ts';
import { casePageRoutes } from './desk/case-page.ts';
import { salesforceControls } from './desk/control-routes.ts';
import { dataRoutes, unmatched } from './api/data-routes.ts';
import { createDesk, type Desk } from './desk/desk.ts';
import { toRecordId, withChecksum } from './org/ids.ts';
import { type Move, movable, newAddress, type OldHost } from './desk/move.ts';
import { createOAuth } from './sign-in/oauth.ts';
import { oauthRoutes } from './sign-in/oauth-routes.ts';
import { createOrg } from './org/org.ts';
import { defaultSettings, type SalesforceSettings } from './org-settings.ts';

export type SalesforceAccount = {
  /** 15 or 18 characters, beginning with 001; made where absent. */
  readonly id?: string;
  readonly name: string;
  /** The identifiers a partner has in EDI; the first becomes `AccountNumber`, all go into the identifier field. */
  readonly identifiers: readonly string[];
};

export type SalesforceOptions = {
  readonly port?: number;
  readonly seed: number | string;
  readonly now?: () => number;
  readonly accounts?: readonly SalesforceAccount[];
  readonly settings?: Partial<SalesforceSettings>;
};

/** A Salesforce org on loopback, with the hands of its users and administrators. */
export type SalesforceStandIn = StandIn &
  RunningStandIn &
  Desk & {
    readonly settings: SalesforceSettings;
    readonly accounts: readonly {
      readonly id: string;
      readonly name: string;
      readonly identifiers: readonly string[];
    }[];
    /** A session and a refresh token without a browser. */
    issueTokens(): {
      readonly accessToken: string;
      readonly refreshToken: string;
      readonly instanceUrl: string;
      readonly clientId: string;
    };
    /** Ends every session; refresh tokens stay. */
    expireSessions(): void;
    revokeRefreshTokens(): void;
    /** What an administrator changes of the set-up: rights, picklists, fields. */
    administer(changes: Partial<SalesforceSettings>): void;
    /** The org answers under another address from now on; `how` is what the old one says. */
    moveInstance(how: OldHost): void;
  };

const agentName = 'Maya Lindqvist';

/** Starts the org; rejects when the port is taken. */
export async function startSalesforce(options: SalesforceOptions): Promise<SalesforceStandIn> {
  const now = options.now ?? Date.now;
  const settings: SalesforceSettings = { ...defaultSettings, ...options.settings };
  const random = createRandom(options.seed).fork('salesforce');
  const instance = `${random.text(2, 'abcdefghijkmnpqrstuvwxyz')}${random.text(2, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789')}`;
  const organisationId = withChecksum(`00D${instance}00000001`);
  const org = createOrg(settings, now, instance);
  const user = org.person('Gridline Integration');
  const username = typeof user.values['Username'] === 'string' ? user.values['Username'] : '';
  const agent = org.person(agentName);
  for (const name of ['Tomas Herrera', 'Priya Raman', 'Jonas Weber']) org.person(name);
  const group = org.schema.object('Group');
  for (const name of new Set([settings.assignmentQueue, 'Partner Operations', 'EDI Support'])) {
    if (group !== undefined && name !== null) org.insert(group, { Name: name, Type: 'Queue' }, user.id);
  }
  const accounts = (options.accounts ?? []).map((account) => {
    const object = org.schema.object('Account');
    const id = account.id === undefined ? undefined : toRecordId(account.id);
    if (object === undefined || (account.id !== undefined && !id?.startsWith(object.keyPrefix))) {
      throw new RangeError(`"${account.id ?? ''}" can't be the id of an account.`);
    }
    const values = {
      Name: account.name,
      AccountNumber: account.identifiers[0] ?? null,
      [settings.accountIdentifierField]: account.identifiers.join(';'),
      OwnerId: user.id,
    };
    return { ...account, id: org.insert(object, values, user.id, id).id };
  });
  const oauth = createOAuth(settings, random.fork('tokens'), now, { organisationId, userId: user.id });
  const running: { standIn?: StandIn } = {};
  const move: Move = { how: null };
  const instanceUrl = (): string => {
    const baseUrl = running.standIn?.baseUrl ?? '';
    return move.how === null ? baseUrl : newAddress(baseUrl);
  };
  const desk = createDesk(org, agent, now, (effect) => running.standIn?.ledger.record(effect));
  const standIn = await startStandIn({
    name: 'salesforce',
    now,
    ...(options.port === undefined ? {} : { port: options.port }),
    routes: [
      ...movable(oauthRoutes({ org, oauth, user, username, organisationId, now, instanceUrl }), move),
      ...movable(dataRoutes(org, oauth, instance), move),
      ...casePageRoutes(desk, settings, agentName),
    ],
    controls: salesforceControls(
      desk,
      oauth,
      { org, move },
      {
        clientId: settings.clientId,
        instanceUrl,
        defaultAuthor: agentName,
      },
    ),
    unmatched,
  });
  running.standIn = standIn;
  const issueTokens = () => {
    const { accessToken, refreshToken = '' } = oauth.issue();
    return { accessToken, refreshToken, instanceUrl: standIn.baseUrl, clientId: settings.clientId };
  };
  return {
    ...standIn,
    ...desk,
    access() {
      const { accessToken, refreshToken, instanceUrl: address, clientId } = issueTokens();
      return {
        settings: { loginUrl: standIn.baseUrl, clientId, instanceUrl: address },
        secrets: { refreshToken, accessToken },
      };
    },
    settings,
    accounts,
    issueTokens,
    expireSessions: () => oauth.expireSessions(),
    revokeRefreshTokens: () => oauth.revokeRefreshTokens(),
    administer: (changes) => org.administer(changes),
    moveInstance: (how) => {
      move.how = how;
    },
  };
}

export const salesforceStandIn = {
  start: ({ scenario, ...options }) => startSalesforce({ ...options, accounts: scenario.accounts }),
} satisfies StandInEntry;
