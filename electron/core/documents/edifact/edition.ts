import { type Field, valueAt } from './segments/fields.ts';

/**
 * Message function (1225). Usual: 9 original, 5 replacement, 7 duplicate, 31 copy, 35 sent again, 43 sent again by
 * another way. Source: UN/EDIFACT code list.
 */
const usualFunctions: ReadonlySet<string> = new Set(['', '5', '7', '9', '31', '35', '43']);
/** 1 cancellation, 3 deletion, 17 cancel and to be reissued. */
const cancellingFunctions: ReadonlySet<string> = new Set(['1', '3', '17']);

/** Document names (1001) that say no more than the message type does. A type that is not here says nothing by its name. */
const usualNames: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['DESADV', new Set(['351'])],
  ['INVOIC', new Set(['380', '384', '388', '389'])],
  ['ORDCHG', new Set(['230'])],
  ['ORDERS', new Set(['105', '220'])],
  ['ORDRSP', new Set(['231'])],
  ['RECADV', new Set(['632'])],
  ['REMADV', new Set(['481'])],
]);

/** Messages whose number comes again and again: told apart by their own date (DTM 137, else the first), else the envelope's. */
const recurring: ReadonlySet<string> = new Set(['DELFOR', 'DELJIT', 'IFTSTA', 'INVRPT', 'SLSRPT']);

/** A transport status names its event in STS; so many tell one from any other. */
const mostStatuses = 20;

/** What tells a message from others of its type and number, gathered while its segments pass by. */
export type OpenEdition = {
  begin: readonly string[];
  cancels: boolean;
  date: string | null;
  hasOwnDate: boolean;
  readonly statuses: string[];
};

export function openEdition(): OpenEdition {
  return { begin: [], cancels: false, date: null, hasOwnDate: false, statuses: [] };
}

/** Whether a segment is worth cutting up for the edition of its message. */
export function tellsEdition(edition: OpenEdition, type: string, tag: string): boolean {
  if (!recurring.has(type)) return false;
  if (tag === 'DTM') return !edition.hasOwnDate;
  return tag === 'STS' && type === 'IFTSTA' && edition.statuses.length < mostStatuses;
}

/** Takes BGM in: `BGM 1001=381 1225=4`. */
export function takeBeginning(edition: OpenEdition, type: string, fields: readonly Field[]): void {
  const name = valueAt(fields, 1);
  const messageFunction = valueAt(fields, 3);
  const isUsualName = name === '' || usualNames.get(type)?.has(name) !== false;
  edition.begin = [
    ...(isUsualName ? [] : [`BGM 1001=${name}`]),
    ...(usualFunctions.has(messageFunction) || isOrderResponse(type) ? [] : [`BGM 1225=${messageFunction}`]),
  ];
  edition.cancels = cancellingFunctions.has(messageFunction);
}

export function takeMark(edition: OpenEdition, tag: string, fields: readonly Field[]): void {
  if (tag === 'STS') {
    edition.statuses.push(`STS=${valueAt(fields, 2) || valueAt(fields, 1)}`);
    return;
  }
  const isOwn = valueAt(fields, 1) === '137';
  if (!isOwn && edition.date !== null) return;
  edition.date = `DTM=${valueAt(fields, 1, 2)}`;
  edition.hasOwnDate = isOwn;
}

/** Null for a plain original, for a replacement and for the same sent again. */
export function editionName(edition: OpenEdition, type: string, preparedAt: string | null): string | null {
  const date = recurring.has(type) ? (edition.date ?? preparedAt) : null;
  const parts = [...edition.begin, ...(date === null ? [] : [date]), ...edition.statuses];
  return parts.length === 0 ? null : parts.join(' ');
}

/** In an order response the function is the verdict, so it tells no edition. */
function isOrderResponse(type: string): boolean {
  return type === 'ORDRSP';
}
