import type { Json } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { codeOf, type ExchangeReport, wordsOf } from '#shared/model/feed/exchange.ts';
import { shortHash } from '../../sdk/repeats.ts';
import type { FieldMap, MappedField } from '../lens/fields.ts';
import type { LensEntry } from '../lens/lens.ts';
import { manifest } from '../manifest.ts';
import { type LensWords, reportsOf } from './reports.ts';

/** Which business key is the document's own number, by document type; the first that has a value wins. */
const numberKeys: readonly { readonly types: RegExp; readonly keys: readonly string[] }[] = [
  { types: /^(810|812|880|INVOIC)$/i, keys: ['invoice number'] },
  { types: /^(856|857|214|204|210|945|940|DESADV|IFTMIN|IFTSTA)$/i, keys: ['shipment identification', 'pronum'] },
  { types: /IDOC/i, keys: ['idoc number'] },
];
const anyNumber = ['purchase order number', 'invoice number', 'shipment identification', 'reference number'];

const madeUp = 'without-id-';

/** A Lens entry by the fields of ours that its own ones feed, every word as sent. */
export type LensTransaction = LensWords & {
  readonly transactionId: string;
  readonly correlationId: string | null;
  readonly level: ExchangeReport['level'];
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  readonly senderAddress: string | null;
  readonly receiverAddress: string | null;
  readonly senderName: string | null;
  readonly receiverName: string | null;
  /** 0 where Lens gives none. */
  readonly arrivedAt: Millis;
  /** The sender's interchange control number. */
  readonly senderReference: string | null;
  readonly keys: ExchangeReport['references'];
  readonly url: string | null;
  readonly extra: ExchangeReport['extra'];
};

/** The same in the words of all outside systems. */
export function toExchange(entry: LensTransaction): ExchangeReport {
  return {
    exchangeId: entry.transactionId,
    processId: entry.correlationId,
    level: entry.level,
    documentType: entry.documentType,
    documentNumber: entry.documentNumber,
    senderAddress: entry.senderAddress,
    receiverAddress: entry.receiverAddress,
    senderName: entry.senderName,
    receiverName: entry.receiverName,
    interchange: entry.senderReference,
    references: entry.keys,
    arrivedAt: entry.arrivedAt,
    ...reportsOf(entry),
    link: entry.url,
    extra: entry.deliveryStatus === null ? entry.extra : { ...entry.extra, deliverystatus: entry.deliveryStatus },
  };
}

/** A Lens entry, translated. */
export function toTransaction(entry: LensEntry, map: FieldMap, lensUrl: string): ExchangeReport {
  return toExchange(readEntry(entry, map, lensUrl));
}

function readEntry(entry: LensEntry, map: FieldMap, lensUrl: string): LensTransaction {
  const value = (field: MappedField): string | null => {
    const name = map.fields[field];
    return name === null ? null : textOf(entry[name]);
  };
  const id = value('transactionId');
  const statusAt = toMillis(value('statusAt'));
  const keys = keysOf(entry['contentkeys']);
  const documentType = value('documentType');
  return {
    transactionId: idOf(entry, map),
    correlationId: value('correlationId'),
    level: levelOf(value('level')),
    documentType,
    documentNumber: numberOf(documentType, keys),
    senderAddress: value('senderAddress'),
    receiverAddress: value('receiverAddress'),
    senderName: value('senderName'),
    receiverName: value('receiverName'),
    status: value('status'),
    statusAt: statusAt ?? 0,
    acknowledgementStatus: value('acknowledgementStatus'),
    acknowledgementAt: toMillis(value('acknowledgementAt')),
    deliveryStatus: value('deliveryStatus'),
    errorCode: value('errorCode'),
    message: value('message'),
    arrivedAt: toMillis(value('arrivedAt')) ?? statusAt ?? 0,
    senderReference: value('senderReference'),
    keys,
    url: id === null ? null : `${lensUrl}/transactions/${encodeURIComponent(id)}/details`,
    extra: extraOf(entry, map),
  };
}

/** Lens' id of an entry; one made from its content where it has none. */
export function idOf(entry: LensEntry, map: FieldMap): string {
  const name = map.fields.transactionId;
  return (name === null ? null : textOf(entry[name])) ?? `${madeUp}${shortHash(toJson(entry))}`;
}

/** Whether Lens itself knows the entry by this id. */
export function isLensId(transactionId: string): boolean {
  return !transactionId.startsWith(madeUp);
}

/** The entry as an event. Its source id changes with its content, so that an update is news and a second look is not. */
export function transactionEvent(transaction: ExchangeReport, now: Millis): NewEvent {
  const latest = latestOf(transaction);
  return {
    source: manifest.id,
    sourceId: `${transaction.exchangeId}@${shortHash(transaction)}`,
    kind: 'exchange.reported',
    occurredAt: latest > 0 ? latest : now,
    payload: transaction,
  };
}

/** The latest moment that it tells of; 0 where it tells of none. */
export function latestOf({ reports: { delivery, acknowledgement }, arrivedAt }: ExchangeReport): Millis {
  return Math.max(delivery.at ?? 0, acknowledgement?.at ?? 0, arrivedAt);
}

/** True where Lens says that something failed but not what: the useful words may sit on a sibling entry. */
export function lacksMessage(transaction: ExchangeReport): boolean {
  return codeOf(transaction) !== null && !hasMessage(transaction);
}

/** A message that says something: not empty, not a bare code such as `-2`. */
export function hasMessage(transaction: ExchangeReport): boolean {
  const words = wordsOf(transaction);
  return words !== null && !/^-?\d*$/.test(words.trim());
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return JSON.stringify(value) ?? null;
}

function toJson(entry: LensEntry): Json {
  return JSON.parse(JSON.stringify(entry)) as Json;
}

function levelOf(text: string | null): ExchangeReport['level'] {
  const level = text?.toLowerCase();
  return level === 'document' || level === 'file' ? level : 'unknown';
}

/** ISO 8601, without a zone taken as UTC, or a count of seconds or milliseconds; null for anything else. */
function toMillis(text: string | null): Millis | null {
  if (text === null) return null;
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  const iso = text.trim().replace(' ', 'T');
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(iso) || !iso.includes('T') ? iso : `${iso}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : at;
}

function keysOf(value: unknown): { key: string; value: string }[] {
  if (!Array.isArray(value)) return [];
  return value
    .flatMap((item: unknown) => {
      if (item === null || typeof item !== 'object') return [];
      const key = 'key' in item ? textOf(item.key) : null;
      const text = 'value' in item ? textOf(item.value) : null;
      return key === null || text === null ? [] : [{ key, value: text }];
    })
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.value, b.value));
}

function numberOf(type: string | null, keys: readonly { key: string; value: string }[]): string | null {
  const own = numberKeys.find(({ types }) => type !== null && types.test(type))?.keys ?? [];
  for (const wanted of [...own, ...anyNumber]) {
    const found = keys.find(({ key }) => key.toLowerCase() === wanted);
    if (found !== undefined) return found.value;
  }
  return null;
}

function extraOf(entry: LensEntry, map: FieldMap): Record<string, string | null> {
  const mapped = new Set(Object.values(map.fields));
  return Object.fromEntries(
    Object.entries(entry)
      .filter(([name]) => !mapped.has(name) && name !== 'contentkeys' && name !== '__typename')
      .map(([name, value]) => [name, textOf(value)]),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
