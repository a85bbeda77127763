import { isoSeconds } from '#shared/lib/time.ts';
import { z } from 'zod';

import type { ControlRoute } from '../lib/route.ts';
import type { RunningStandIn, StandInEntry } from '../lib/stand-in-entry.ts';
import { type StandIn, startStandIn } from '../lib/stand-in.ts';
import { hiddenFields, type LensField, lensFields } from '../scenarios/lens/lens-transaction.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { communityRoutes } from './community.ts';
import { type Changes, createEntries } from './entries.ts';
import { lensRoute } from './lens.ts';
import { createTokens, defaultTokenLifetime, fault, type TokenEnd } from './tokens.ts';

export type TradingGridOptions = {
  readonly port?: number;
  readonly seed: number;
  readonly now?: () => number;
  readonly scenario: Scenario;
  /** Milliseconds; ten hours without. */
  readonly tokenLifetimeMs?: number;
};

/** A Lens entry given from outside: fields by name, dates as ISO 8601 text. */
export type InjectedTransaction = Changes & { readonly transactionid: string };

export type TradingGrid = StandIn &
  RunningStandIn & {
    readonly consumerKey: string;
    readonly consumerSecret: string;
    /** Adds an entry, or changes the fields named; without dates it arrives, or its status moves, now. */
    put(transaction: InjectedTransaction): void;
    /** Changes fields exactly as given, dates included: nothing else moves. */
    update(transactionid: string, changes: Changes): void;
    /** Every token handed out so far stops working; `as` says how that is told. */
    expireTokens(as?: TokenEnd): void;
  };

/** Lens, its token service and Community Management on one loopback port. */
export async function startTradingGrid(options: TradingGridOptions): Promise<TradingGrid> {
  const { scenario } = options;
  const now = options.now ?? Date.now;
  const entries = createEntries(scenario.transactions, now);
  const tokens = createTokens({ seed: options.seed, now, lifetimeMs: options.tokenLifetimeMs ?? defaultTokenLifetime });
  const known = new Set<string>(scenario.transactions.map(({ transactionid }) => transactionid));

  const put = ({ transactionid, ...changes }: InjectedTransaction): void => {
    const at = isoSeconds(now());
    const arrival = known.has(transactionid) ? {} : { arrivaltime: at, statusdate: at };
    known.add(transactionid);
    const moved = {
      ...(changes.status === undefined ? {} : { statusdate: at }),
      ...(changes.fastatus === undefined ? {} : { fastatusdate: at }),
    };
    entries.upsert(transactionid, { ...arrival, ...moved, ...changes });
  };

  const standIn = await startStandIn({
    name: 'trading-grid',
    now,
    ...(options.port === undefined ? {} : { port: options.port }),
    routes: [
      {
        operation: 'trading-grid.token',
        method: 'POST',
        path: '/v1/oauth2/tokens',
        handle: (request) => tokens.issue(request),
      },
      lensRoute(entries, tokens, now),
      ...communityRoutes(scenario, tokens),
    ],
    controls: [injectRoute(put), scenarioRoute(scenario, () => entries.size())],
    unmatched: (_request, allowed) =>
      allowed.length > 0
        ? fault(405, 'Method not allowed', 'protocol.http.MethodNotAllowed')
        : fault(
            404,
            'Unable to identify proxy for this host and path',
            'messaging.adaptors.http.flow.ApplicationNotFound',
          ),
  });
  return {
    ...standIn,
    access: () => ({
      settings: { host: standIn.baseUrl, companyId: scenario.company.id },
      secrets: { consumerKey: tokens.consumerKey, consumerSecret: tokens.consumerSecret },
    }),
    consumerKey: tokens.consumerKey,
    consumerSecret: tokens.consumerSecret,
    put,
    update: (transactionid, changes) => entries.upsert(transactionid, changes),
    expireTokens: (as) => tokens.expireAll(as),
  };
}

export const tradingGridStandIn = { start: startTradingGrid } satisfies StandInEntry;

const fieldSchema = z.string().nullable().optional();
const fieldsSchema = Object.fromEntries(
  [...lensFields, ...hiddenFields].map((field) => [field, fieldSchema]),
) as Readonly<Record<LensField, typeof fieldSchema>>;
const injectedSchema = z.array(
  z.strictObject({
    ...fieldsSchema,
    transactionid: z.string().min(1),
    contentkeys: z.record(z.string(), z.string()).optional(),
  }),
);

function injectRoute(put: (transaction: InjectedTransaction) => void): ControlRoute {
  return {
    method: 'POST',
    path: '/_sandbox/transactions',
    handle: (request) => {
      const read = injectedSchema.safeParse(request.json());
      if (!read.success) return { status: 400, json: { error: z.prettifyError(read.error) } };
      for (const transaction of read.data) put(transaction);
      return { status: 200, json: { stored: read.data.length } };
    },
  };
}

function scenarioRoute(scenario: Scenario, visible: () => number): ControlRoute {
  return {
    method: 'GET',
    path: '/_sandbox/scenario',
    handle: () => ({
      status: 200,
      json: {
        name: scenario.name,
        seed: scenario.seed,
        startAt: new Date(scenario.startAt).toISOString(),
        company: scenario.company,
        partners: scenario.partners,
        accounts: scenario.accounts,
        counts: {
          transactions: scenario.transactions.length,
          visible: visible(),
          files: scenario.files.length,
        },
      },
    }),
  };
}
