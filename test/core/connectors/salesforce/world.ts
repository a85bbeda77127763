import { onTestFinished } from 'vitest';
import type { ActionItem, AboutIssue } from '#core/connectors/action.ts';
import type { Connection } from '#core/connectors/connection.ts';
import { salesforce } from '#core/connectors/salesforce/index.ts';
import { type SalesforceOptions, type SalesforceStandIn, startSalesforce } from '#sandbox/salesforce/salesforce.ts';
import { createManualClock, type ManualClock } from '#test/harness/manual-clock.ts';
import { createContext, type TestContext } from '../connection-context.ts';

export type World = TestContext & {
  readonly org: SalesforceStandIn;
  readonly connection: Connection;
  readonly escalate: Connection['actions'][string];
};

/** A Salesforce stand-in and a signed-in connection to it, on one clock that the test moves. */
export async function salesforceWorld(
  options: {
    readonly settings?: Readonly<Record<string, string>>;
    readonly secrets?: Readonly<Record<string, string>>;
    readonly org?: Partial<SalesforceOptions>;
    readonly clock?: ManualClock;
    readonly signedIn?: boolean;
    readonly openExternal?: (url: string) => Promise<void>;
    readonly fetch?: typeof fetch;
  } = {},
): Promise<World> {
  const clock = options.clock ?? createManualClock();
  const org = await startSalesforce({
    seed: 1,
    now: () => clock.now(),
    accounts: [
      { name: 'Northgate Foods', identifiers: ['ZZ:NORTHGATE', 'GC041543822654'] },
      { name: 'Twin Harbour', identifiers: ['ZZ:TWINONE'] },
      { name: 'Twin Harbour', identifiers: ['ZZ:TWINTWO'] },
    ],
    ...options.org,
  });
  onTestFinished(() => org.stop());
  const tokens = options.signedIn === false ? null : org.issueTokens();
  const made = createContext(salesforce, {
    clock,
    settings: {
      loginUrl: org.baseUrl,
      clientId: org.settings.clientId,
      ...(tokens === null ? {} : { instanceUrl: tokens.instanceUrl }),
      ...options.settings,
    },
    secrets: {
      ...(tokens === null ? {} : { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken }),
      ...options.secrets,
    },
    ...(options.openExternal === undefined ? {} : { openExternal: options.openExternal }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  const connection = salesforce.open(made.context);
  const { escalate } = connection.actions;
  if (escalate === undefined) throw new Error('There is no escalate action.');
  return { ...made, org, connection, escalate };
}

/** An issue as the core hands it to an action. */
export function anIssue(number = 1, partnerIdentifiers: readonly string[] = ['ZZ:NORTHGATE']): AboutIssue {
  return {
    issue: {
      id: `A${number}`,
      kind: 'rejected',
      severity: 'critical',
      status: 'open',
      resolvedBy: null,
      partner: 'Northgate Foods',
      partnerAddress: 'ZZ:NORTHGATE',
      direction: 'outbound',
      documentType: '810',
      documentNumber: `INV-${number}`,
      title: `Invoice INV-${number} rejected: currency code "USX" is not valid`,
      explanation: 'The currency code is not valid.',
      owner: null,
      dueAt: null,
      firstSeenAt: 0,
      lastSeenAt: 0,
      occurrences: 1,
      test: false,
      source: 'trading-grid',
    },
    report: `Invoice INV-${number} was rejected.\nWhat to do next: correct the currency.`,
    partnerIdentifiers,
    link: 'https://tradinggrid.opentext.com/lens/app/transactions/T-1/details',
  };
}

export function items(world: World, count: number, identifiers?: (index: number) => readonly string[]): ActionItem[] {
  return Array.from({ length: count }, (_, index) => ({
    actionId: `action-${index}`,
    idempotencyKey: `GL-A${index}-1-abcdefgh`,
    draft: world.escalate?.draft(anIssue(index, identifiers?.(index)), {}) ?? null,
  }));
}

/** Operations of the data API, which count against the org's allowance. */
export function dataCalls(world: World): readonly string[] {
  return world.org.ledger
    .calls()
    .map(({ operation }) => operation)
    .filter((operation) => !operation.startsWith('salesforce.oauth.'));
}

export const never = new AbortController().signal;
