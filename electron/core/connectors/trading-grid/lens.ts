import { z } from 'zod';
import type { Log } from '../../ports.ts';
import { parseJson, parseShape } from '../sdk/answer.ts';
import { ConnectorError } from '../sdk/error.ts';
import type { HttpClient } from '../sdk/http.ts';
import { redact } from '../sdk/redact.ts';
import type { TradingGridClient } from './client.ts';
import { type LensSearch, lensQuery } from './lens-query.ts';
import type { TradingGridSettings } from './settings.ts';

/** One entry as Lens sent it: field names and types are its own. */
export type LensEntry = Readonly<Record<string, unknown>>;

export type LensPage = { readonly entries: readonly LensEntry[]; readonly total: number | null };

/** Field types are not published: a total may come as a number or as text. */
const numeric = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .transform((value) => value ?? null);

const resultSchema = z.object({
  total: numeric,
  transactions: z.array(z.record(z.string(), z.unknown())).nullable(),
});
const envelopeSchema = z.object({
  data: z.object({ getTransactions: z.unknown() }).nullish(),
  errors: z
    .array(z.object({ message: z.string().catch(''), path: z.array(z.union([z.string(), z.number()])).catch([]) }))
    .nullish(),
});

const what = 'a list of transactions';

/** Runs one search. Throws `ConnectorError`; a GraphQL warning beside complete data is logged and passed over. */
export async function searchLens(
  client: TradingGridClient,
  settings: TradingGridSettings,
  log: Log,
  search: LensSearch,
  signal: AbortSignal,
): Promise<LensPage> {
  const answer = await client.call({
    method: 'POST',
    path: settings.searchPath,
    body: JSON.stringify({ query: lensQuery(search, settings.fieldMap.asked), variables: null }),
    what: 'the transaction search',
    signal,
  });
  const body = parseJson(client.http, answer, what);
  const envelope = parseShape(client.http, body, envelopeSchema, what);
  const warnings = envelope.errors ?? [];
  const messages = warnings.map(({ message }) => message);
  const result = envelope.data?.getTransactions ?? null;
  if (result === null) {
    if (messages.length > 0) throw searchError(client.http, messages);
    parseShape(client.http, body, z.object({ data: z.object({ getTransactions: resultSchema }) }), what);
  }
  if (messages.length > 0) {
    log('warn', 'Lens answered with warnings', { count: messages.length, first: redact(messages[0] ?? '') });
  }
  const { total, transactions } = parseShape(client.http, result, resultSchema, what);
  const field = settings.fieldMap.fields.acknowledgementStatus;
  return { entries: field === null ? (transactions ?? []) : withReceived(transactions ?? [], field, warnings), total };
}

/**
 * Lens can not show the acknowledgement state `C` (received): it sends null and a warning about that field of that entry
 * (Lens API cheat sheet). Without this, a received acknowledgement would look like none.
 */
function withReceived(
  entries: readonly LensEntry[],
  field: string,
  warnings: readonly { readonly path: readonly (string | number)[] }[],
): readonly LensEntry[] {
  const received = new Set(warnings.filter(({ path }) => path.at(-1) === field).map(({ path }) => path.at(-2)));
  if (received.size === 0) return entries;
  return entries.map((entry, index) =>
    received.has(index) && entry[field] === null ? { ...entry, [field]: 'C' } : entry,
  );
}

/** GraphQL reports its errors with status 200; only their words tell them apart. */
function searchError(client: HttpClient, messages: readonly string[]): ConnectorError {
  const said = redact(messages.slice(0, 3).join('; '));
  if (/unauthori[sz]ed|forbidden|access denied|not (allowed|permitted|entitled)/i.test(said)) {
    return new ConnectorError('set-up', 'trading-grid.search-forbidden', `Lens does not allow this search: ${said}`, {
      next: 'Ask OpenText to give these keys access to the Lens API.',
    });
  }
  if (/time[d -]?out|unavailable|internal|try again|overload/i.test(said)) {
    return new ConnectorError('unavailable', 'trading-grid.search-failed', `Lens could not run the search: ${said}`);
  }
  return new ConnectorError('set-up', 'trading-grid.search-refused', `${client.name} refused the search: ${said}`, {
    next: 'Check the search query and the field map in the settings; both can be reset to their defaults.',
  });
}
