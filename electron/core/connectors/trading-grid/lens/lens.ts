import { z } from 'zod';
import type { Millis } from '#shared/lib/time.ts';
import type { ConnectorContext } from '../../connection.ts';
import { parseJson } from '../../sdk/answer.ts';
import { ConnectorError, withWait } from '../../sdk/error.ts';
import { redact } from '../../sdk/redact.ts';
import type { TradingGridClient } from '../gateway/client.ts';
import { gatewayError } from '../gateway/gateway-error.ts';
import {
  type AnswerFields,
  type Envelope,
  type LensPage,
  mayBeAboutFields,
  readEnvelope,
  readPage,
  searchError,
} from './answer.ts';
import { createLacking, lackingInWords } from './lacking.ts';
import { type LensSearch, lensQuery, searchParts } from './query.ts';
import { type Refusal, refusalIn } from './refusal.ts';
import { unnamedIn } from './unnamed.ts';
import { refusedPlace } from './refused-place.ts';
import type { TradingGridSettings } from '../connection-settings.ts';

export type { LensEntry, LensPage } from './answer.ts';

/** Lens, whose schema is not published and differs by tenant: a field that it refuses is left out from then on. */
export type Lens = {
  /** Runs one search. Throws `ConnectorError`. */
  search(settings: TradingGridSettings, search: LensSearch, signal: AbortSignal): Promise<LensPage>;
  /** Which fields this tenant lacks and what that costs, in a sentence; null where none. */
  lacking(settings: TradingGridSettings): string | null;
};

/** An answer with its body, and how long it asks to wait where it tells of trouble. */
type Posted = { readonly body: unknown; readonly retryAfterMs: Millis | null };

const what = 'a list of transactions';
/** Some servers name one unknown field at a time. */
const mostTries = 60;
/** A search that asks for nothing in particular: what is refused of it is its fields. */
const oneEntry: LensSearch = { query: null, range: null, anyOf: [], page: { count: 1, offset: 0 } };
const typeSchema = z.object({
  data: z.object({ __type: z.object({ fields: z.array(z.object({ name: z.string() })) }) }),
});

export function createLens(
  context: Pick<ConnectorContext, 'cache' | 'clock' | 'log'>,
  client: TradingGridClient,
): Lens {
  const lacking = createLacking(context);

  const post = async (settings: TradingGridSettings, query: string, signal: AbortSignal): Promise<Posted> => {
    const answer = await client.call({
      method: 'POST',
      path: settings.searchPath,
      body: JSON.stringify({ query, variables: null }),
      what: 'the transaction search',
      signal,
      // GraphQL servers send their errors with these as well as with 200.
      alsoTaken: [400, 422],
    });
    const failed = answer.status > 299;
    if (failed && !hasErrors(answer.text)) throw gatewayError(client.http, answer, 'the transaction search');
    const body = parseJson(client.http, answer, what);
    if (hasFault(body)) throw gatewayError(client.http, answer, 'the transaction search');
    return { body, retryAfterMs: answer.retryAfterMs };
  };

  /** What the type has, where the server tells; null where it does not. */
  const fieldsOf = async (
    settings: TradingGridSettings,
    type: string,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string> | null> => {
    try {
      const { body } = await post(
        settings,
        `query { __type(name: ${JSON.stringify(type)}) { fields { name } } }`,
        signal,
      );
      const parsed = typeSchema.safeParse(body);
      return parsed.success ? new Set(parsed.data.data.__type.fields.map(({ name }) => name)) : null;
    } catch (error) {
      if (signal.aborted) throw error;
      return null;
    }
  };

  /** The names to leave out from now on; none where the refusal is about something else. */
  const learn = async (
    settings: TradingGridSettings,
    refusals: readonly Refusal[],
    signal: AbortSignal,
  ): Promise<readonly string[]> => {
    const needed = settings.fieldMap.fields.transactionId;
    const known = lacking.names();
    const required = refusals.find(({ name }) => name === needed || structure.includes(name));
    if (required !== undefined) throw fieldMissing(required.name);
    const optional = partsOf(settings);
    const named = refusals.filter(({ name }) => optional.has(name) && !known.has(name));
    const type = named.find(({ name }) => settings.fieldMap.asked.includes(name))?.type ?? null;
    const has = type === null ? null : await fieldsOf(settings, type, signal);
    const unheard =
      has === null
        ? []
        : [...settings.fieldMap.asked, 'contentkeys'].filter((name) => !has.has(name) && !known.has(name));
    if (needed !== null && has !== null && !has.has(needed) && unheard.length < settings.fieldMap.asked.length) {
      throw fieldMissing(needed);
    }
    // A type that has nothing of ours is another one than that of the entries.
    const lost = unheard.length > settings.fieldMap.asked.length ? [] : unheard;
    return [...new Set([...named.map(({ name }) => name), ...lost])];
  };

  /** Where the refusal names nothing: found by asking with fewer fields. None where it is not about fields. */
  const unnamed = async (
    settings: TradingGridSettings,
    { result, errors }: Envelope,
    signal: AbortSignal,
  ): Promise<readonly string[]> => {
    if (result !== null || !mayBeAboutFields(errors)) return [];
    const needed = settings.fieldMap.fields.transactionId;
    const known = lacking.names();
    const optional = [...partsOf(settings)].filter((name) => name !== needed && !known.has(name));
    const isTaken = async (without: ReadonlySet<string>): Promise<boolean> => {
      const probe = lensQuery(oneEntry, settings.fieldMap.asked, new Set([...known, ...without]));
      const { body, retryAfterMs } = await post(settings, probe, signal);
      const answer = readEnvelope(client.http, body);
      // A server that is unwell has not refused anything.
      if (answer.result === null && !mayBeAboutFields(answer.errors))
        throw withWait(searchError(client.http, answer.errors), retryAfterMs);
      return answer.result !== null;
    };
    return await unnamedIn(optional, isTaken);
  };

  return {
    lacking: (settings) => lackingInWords(lacking.names(), settings),

    async search(settings, search, signal) {
      let sought = false;
      for (let tries = 1; ; tries += 1) {
        const query = lensQuery(search, settings.fieldMap.asked, lacking.names());
        const { body, retryAfterMs } = await post(settings, query, signal);
        const envelope = readEnvelope(client.http, body);
        const refusals = refusalsIn(envelope, query, partsOf(settings));
        const named = refusals.length === 0 || tries === mostTries ? [] : await learn(settings, refusals, signal);
        const lost = named.length > 0 || sought ? named : await unnamed(settings, envelope, signal);
        sought ||= named.length === 0;
        if (lost.length === 0) {
          const page = waiting(retryAfterMs, () =>
            readPage(client.http, envelope, search, fieldsFor(settings, lacking.names())),
          );
          tellWarnings(context, envelope);
          return page;
        }
        lacking.add(lost);
        context.log('warn', 'Lens does not have fields that were asked for; they are left out', {
          fields: lost.join(' '),
        });
      }
    },
  };
}

/** What `read` finds wrong in an answer, with how long that answer asks to wait. */
function waiting<T>(asked: Millis | null, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ConnectorError ? withWait(error, asked) : error;
  }
}

/** Without these there is no list of transactions at all. */
const structure: readonly string[] = ['getTransactions', 'transactions'];

/** Everything in a search that Lens may not know. */
function partsOf({ fieldMap }: TradingGridSettings): ReadonlySet<string> {
  return new Set([...fieldMap.asked, ...searchParts]);
}

/** Where nothing came: any of them. Beside data: only that a field may not be seen. */
function refusalsIn({ result, errors }: Envelope, query: string, parts: ReadonlySet<string>): readonly Refusal[] {
  const asked = new Set([...parts, ...structure]);
  return [...errors, ...errors.flatMap(({ inner }) => inner)].flatMap((error): readonly Refusal[] => {
    if (result !== null && !/not authori[sz]ed to access/i.test(error.message)) return [];
    const said = refusalIn(error.message, asked);
    if (said !== null && asked.has(said.name)) return [said];
    const place = result === null ? refusedPlace(error, query, parts) : null;
    return place === null ? (said === null ? [] : [said]) : [{ name: place, type: null }];
  });
}

function fieldsFor({ fieldMap }: TradingGridSettings, lacking: ReadonlySet<string>): AnswerFields {
  const { fields } = fieldMap;
  const has = (name: string | null): name is string => name !== null && !lacking.has(name);
  const { status, deliveryStatus, acknowledgementStatus, errorCode, message } = fields;
  const telling = Object.values(fields).filter((name) => name !== null);
  return {
    id: fields.transactionId ?? 'transactionid',
    acknowledgement: fields.acknowledgementStatus,
    standing: has(status) ? [status, deliveryStatus, acknowledgementStatus, errorCode, message].filter(has) : [],
    telling: new Set([...telling, 'contentkeys', 'key', 'value']),
  };
}

function tellWarnings({ log }: Pick<ConnectorContext, 'log'>, { errors }: Envelope): void {
  if (errors.length === 0) return;
  log('warn', 'Lens answered with warnings', { count: errors.length, first: redact(errors[0]?.message ?? '') });
}

function fieldMissing(name: string): ConnectorError {
  return new ConnectorError(
    'set-up',
    'trading-grid.field-missing',
    `Lens does not have "${name}", without which its entries can’t be told apart.`,
    {
      next:
        name === 'getTransactions' || name === 'transactions'
          ? 'Check the search path in the settings, and ask OpenText whether these keys may use the Lens API.'
          : 'Name the field that holds the id of an entry as transactionId in the field map, or ask OpenText for its name.',
    },
  );
}

function hasErrors(text: string): boolean {
  try {
    return z.object({ errors: z.array(z.unknown()).min(1) }).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** The gateway's own words, with whatever status. */
function hasFault(body: unknown): boolean {
  return body !== null && typeof body === 'object' && 'fault' in body && !('data' in body);
}
