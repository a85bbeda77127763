import { onTestFinished } from 'vitest';
import { z } from 'zod';

import { buildScenario } from '#sandbox/scenarios/build-scenario.ts';
import type { ScenarioName } from '#sandbox/scenarios/names.ts';
import { startTradingGrid, type TradingGrid, type TradingGridOptions } from '#sandbox/trading-grid/trading-grid.ts';

export const startAt = Date.parse('2026-11-20T09:00:00Z');

const pageSchema = z.object({
  count: z.number().optional(),
  total: z.number().optional(),
  offset: z.number().optional(),
  scrollid: z.string().nullish(),
  transactions: z.array(z.record(z.string(), z.unknown())).optional(),
});
const answerSchema = z.object({
  data: z.object({ getTransactions: pageSchema.nullable() }).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});
export type LensAnswer = z.output<typeof answerSchema>;

export type Lens = {
  readonly grid: TradingGrid;
  readonly clock: { now: number };
  token(key?: string, secret?: string): Promise<Response>;
  signIn(): Promise<string>;
  post(body: unknown, token: string): Promise<Response>;
  get(path: string, token?: string): Promise<Response>;
  search(token: string, args: string, fields?: string, variables?: object): Promise<z.output<typeof pageSchema>>;
};

/** A stand-in on a clock of its own, `empty` unless told otherwise, stopped after the test. */
export async function startLens(
  scenario: ScenarioName = 'empty',
  options: Partial<TradingGridOptions> = {},
): Promise<Lens> {
  const clock = { now: startAt };
  const grid = await startTradingGrid({
    seed: 5,
    now: () => clock.now,
    scenario: buildScenario({ name: scenario, seed: 5, startAt }),
    ...options,
  });
  onTestFinished(() => grid.stop());
  const lens: Lens = {
    grid,
    clock,
    token: (key = grid.consumerKey, secret = grid.consumerSecret) =>
      fetch(`${grid.baseUrl}/v1/oauth2/tokens?grant_type=client_credentials`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` },
      }),
    signIn: async () => z.object({ access_token: z.string() }).parse(await (await lens.token()).json()).access_token,
    post: (body, token) =>
      fetch(`${grid.baseUrl}/visibility_transaction_search`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (path, token) =>
      fetch(`${grid.baseUrl}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    search: async (token, args, fields = 'transactionid', variables = {}) => {
      const query = `query search { getTransactions(query: { ${args} }) { count total offset scrollid transactions { ${fields} } } }`;
      const answer = await read(await lens.post({ query, variables }, token));
      if (answer.errors !== undefined) throw new Error(answer.errors.map(({ message }) => message).join('; '));
      return answer.data?.getTransactions ?? {};
    },
  };
  return lens;
}

export async function read(response: Response): Promise<LensAnswer> {
  return answerSchema.parse(await response.json());
}

export const ids = (page: { transactions?: readonly Record<string, unknown>[] | undefined }): unknown[] =>
  (page.transactions ?? []).map(({ transactionid }) => transactionid);
