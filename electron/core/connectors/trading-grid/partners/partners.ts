import { z } from 'zod';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { PartnerSeen } from '#shared/model/event/kinds/network.ts';
import type { ConnectorContext } from '../../connection.ts';
import type { Feed } from '../../feed.ts';
import { parseJson } from '../../sdk/answer.ts';
import { ConnectorError } from '../../sdk/error.ts';
import { redact } from '../../sdk/redact.ts';
import { shortHash } from '../../sdk/repeats.ts';
import type { TradingGridClient } from '../gateway/client.ts';
import { manifest } from '../manifest.ts';
import type { TradingGridSettings } from '../connection-settings.ts';

/**
 * The body of the partner directory is not published. We take the first list of records, at the top or one or two
 * levels down, and in each record the first of these names that has a value.
 */
const idNames = ['partnercompanyid', 'companyid', 'businessunitid', 'buid', 'id'];
const nameNames = ['partnercompanyname', 'companyname', 'partnername', 'name'];
const addressNames = /address(es)?$|^edi/;
const noAddress = /^(mail|postal|street|email|ip)/;

const recordSchema = z.record(z.string(), z.unknown());

/** The partners that could be read, and how many records could not. */
export type Directory = { readonly partners: readonly PartnerSeen[]; readonly unreadable: number };

/** Reads the trading partners; none without a company id. Throws `set-up` where the directory is not allowed. */
export async function fetchPartners(
  client: TradingGridClient,
  settings: TradingGridSettings,
  signal: AbortSignal,
): Promise<Directory> {
  if (settings.companyId === '') return { partners: [], unreadable: 0 };
  const answer = await client.call({
    method: 'GET',
    path: `${settings.communityPath}/companies/${encodeURIComponent(settings.companyId)}/partnerDirectory`,
    what: 'the partner directory',
    signal,
  });
  const what = 'the partner directory';
  const body = parseJson(client.http, answer, what);
  const said = errorIn(body);
  if (said !== null) {
    throw new ConnectorError(
      'unavailable',
      'trading-grid.partner-directory-failed',
      `Trading Grid could not give the partner directory, and said: ${redact(said)}`,
      { next: 'Partners stay as they were read last. Gridline will retry automatically.' },
    );
  }
  const records = findRecords(body, 2);
  const partners = records?.map(toPartner).filter((partner) => partner !== null) ?? null;
  if (records === null || (records.length > 0 && partners?.length === 0)) {
    throw new ConnectorError(
      'unexpected-answer',
      'trading-grid.partner-directory',
      'The partner directory came in a form that is not known: no list of partners with an id or a name was found in it.',
      {
        next: 'Partners go by the names in Lens until this is adapted. Report it to the people who look after Gridline.',
      },
    );
  }
  return { partners: partners ?? [], unreadable: records.length - (partners?.length ?? 0) };
}

/** An error that came with status 200; null where the body holds none. */
function errorIn(body: unknown): string | null {
  const record = recordSchema.safeParse(body);
  if (!record.success) return null;
  const [, error] =
    Object.entries(record.data).find(([name, value]) => errorNames.test(name) && !isNothing(value)) ?? [];
  if (error === undefined) return null;
  return typeof error === 'string' ? error : JSON.stringify(error);
}

const errorNames = /^(errors?|faults?|exceptions?|error[-_]?(code|message))$/i;

function isNothing(value: unknown): boolean {
  return (
    value === null || value === false || value === '' || value === 0 || (Array.isArray(value) && value.length === 0)
  );
}

export function createPartnerFeed(
  context: ConnectorContext,
  client: TradingGridClient,
  readSettings: () => TradingGridSettings,
): Feed {
  return async function* partners({ signal }) {
    const { partners: found, unreadable } = await fetchPartners(client, readSettings(), signal);
    const now = context.clock.now();
    const events = found.map(
      (partner): NewEvent => ({
        source: manifest.id,
        sourceId: `partner:${partner.companyId}@${shortHash(partner)}`,
        kind: 'partner.seen',
        occurredAt: now,
        payload: partner,
      }),
    );
    const notes =
      unreadable === 0
        ? []
        : [
            `${unreadable === 1 ? '1 record' : `${unreadable} records`} of the partner directory came empty or without an id and a name. The others were taken; all of it is read again at the next look.`,
          ];
    yield { events, cursor: null, cursorAt: now, notes };
  };
}

function findRecords(value: unknown, depth: number): readonly unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  const record = recordSchema.safeParse(value);
  if (!record.success || depth === 0) return null;
  const inner = Object.values(record.data);
  const list = inner.find(
    (item) => Array.isArray(item) && (item.length === 0 || item.some((one) => recordSchema.safeParse(one).success)),
  );
  if (Array.isArray(list)) return list as unknown[];
  return inner.map((item) => findRecords(item, depth - 1)).find((found) => found !== null) ?? null;
}

function toPartner(value: unknown): PartnerSeen | null {
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return null;
  const fields = Object.entries(parsed.data).map(([name, item]) => [name.toLowerCase(), item] as const);
  const first = (names: readonly string[]) =>
    names.map((name) => textOf(fields.find(([key]) => key === name)?.[1])).find((text) => text !== null) ?? null;
  const name = first(nameNames);
  const companyId = first(idNames) ?? name;
  if (companyId === null) return null;
  const addresses = fields
    .filter(([key]) => addressNames.test(key) && !noAddress.test(key))
    .flatMap(([, item]) => addressesOf(item));
  return { companyId, name: name ?? companyId, addresses: [...new Set(addresses)].toSorted() };
}

/** An address is `ZZ:ACME`, or a record with a qualifier and an id. */
function addressesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/[,;\s]+/).filter((part) => part !== '');
  if (Array.isArray(value)) return value.flatMap((item: unknown) => addressesOf(item));
  const record = recordSchema.safeParse(value);
  if (!record.success) return [];
  const fields = Object.entries(record.data).map(([name, item]) => [name.toLowerCase(), textOf(item)] as const);
  const find = (pattern: RegExp) => fields.find(([key, text]) => pattern.test(key) && text !== null)?.[1] ?? null;
  const qualifier = find(/qual/);
  const id = find(/^(trading|edi)?address(id)?$|^id$|^code$|^value$/);
  if (id === null) return [];
  return [qualifier === null || id.includes(':') ? id : `${qualifier}:${id}`];
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
