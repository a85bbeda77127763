import { hash } from 'node:crypto';
import { remembered } from '#shared/lib/remembered.ts';
import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi/edi.ts';
import type { Place } from '#shared/model/issue/place.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import { type ExchangeReported, wordsOf } from '#shared/model/feed/exchange.ts';
import type { PartnerAndDirection } from '../partners/directory.ts';
import { readDelivery } from '../documents/explain/report/transport-words.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Facts } from './facts.ts';
import { isAcknowledgementPart, type Part, reportOf } from './history.ts';

/** Words longer than this differ by what they quote. */
const mostWords = 200;

/** What stands in a key between its parts. */
const seam = ' | ';

/**
 * Why the worst of an issue went wrong, and where, as data: its kind, then what tells causes of that kind apart (codes with
 * segment and element, what a server answered and which, or words without what differs from one document to the next). The
 * same for every document that one cause stops, whoever reports it first; never made from a title.
 */
export function causeKey(kind: IssueKind, worst: Part, others: readonly Part[], facts: Facts): string {
  return [kind, ...toldBy(kind, worst, others, facts)].join(seam);
}

function toldBy(kind: IssueKind, worst: Part, others: readonly Part[], facts: Facts): readonly string[] {
  const { event } = worst.evidence;
  // Whatever was sent, and whoever noticed: what is missing is the partner's acknowledgements.
  if (kind === 'overdue-acknowledgement') return [];
  if (event.kind === 'exchange.reported') return ofReport(worst, event.payload, others, facts);
  if (event.kind === 'acknowledgement.received') return ofAcknowledgement(event.payload.acknowledgement, facts);
  if (event.kind !== 'file.unreadable') throw new Error(`A ${event.kind} event has no cause`);
  const { findings, reason, name } = event.payload;
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return errors.length === 0 ? [wordKey(reason, [name])] : unique(errors);
}

/** What a network says: of the report itself first, then of what it says beside it of the same process. */
function ofReport(worst: Part, payload: ExchangeReported, others: readonly Part[], facts: Facts): readonly string[] {
  const track = isAcknowledgementPart(worst) ? 'acknowledgement' : 'delivery';
  const report = reportOf(worst);
  const words = report?.words ?? wordsIn(others);
  const rest = [report?.reason ?? '', report?.status === undefined || words !== undefined ? '' : report.status];
  if (words === undefined) {
    const what = track === 'acknowledgement' ? (facts.documentType ?? '') : '';
    return [track, ...rest, report?.code ?? '', what].filter((part) => part !== '');
  }
  const way = track === 'delivery' ? answerOf(words) : '';
  // Where the words name the endpoint and what it answered, they may say the rest as they like.
  if (way !== '') return [track, way];
  const { documentNumber, interchange, exchangeId, references } = payload;
  const own = [documentNumber, interchange, exchangeId, facts.documentNumber, ...references.map(({ value }) => value)];
  return [track, report?.reason ?? '', wordKey(words, own)].filter((part) => part !== '');
}

/** What an endpoint answered and which; empty where the words name no endpoint, or no answer. */
const answerOf = remembered((words): string => {
  const [endpoint, reply] = [endpointIn(words), replyIn(words)];
  if (endpoint === null || reply === null) return '';
  return [readDelivery(words.toLowerCase().replaceAll(/\s+/g, ' ').trim()), reply, endpoint].join(seam);
});

/** What a partner says: each complaint by its code and place, whichever values it found there. */
function ofAcknowledgement(acknowledgement: Acknowledgement, facts: Facts): readonly string[] {
  const { type, errors, statusCode, text } = acknowledgement;
  const told = errors.filter(({ level }) => level !== 'acknowledgement');
  const placed = told.filter((error) => error.code !== null || error.segment !== null || error.element !== null);
  // `One or more segments in error` says only that there are others.
  const telling = placed.filter(({ level, code }) => level !== 'set' || !pointers.has(code ?? ''));
  if (placed.length > 0) return [type, ...unique((telling.length > 0 ? telling : placed).map(placeOf))];
  const words = [text, ...errors.map(({ explanation }) => explanation)].filter((each) => each !== null && each !== '');
  const own = [facts.documentNumber, ...Object.values(acknowledgement.answers.control)];
  // A bare refusal says nothing; only those of one type of document may have the same cause.
  if (words.length === 0) return [type, statusCode, facts.documentType ?? ''];
  return [type, wordKey(words.join(' '), own)];
}

const pointers: ReadonlySet<string> = new Set(['5', 'I5']);

function placeOf({ level, segment, element, component, code, explanation }: AcknowledgementError): string {
  const place = [segment, element, component].filter((each) => each !== null).join('-');
  const said = code ?? wordKey(explanation, []);
  return `${level}${place === '' ? '' : ` ${place}`} ${said}`;
}

function wordsIn(parts: readonly Part[]): string | undefined {
  return parts
    .map(({ evidence: { event } }: { evidence: Evidence }) =>
      event.kind === 'exchange.reported' ? wordsOf(event.payload) : null,
    )
    .find((words) => words !== null);
}

const wordKey = (words: string, own: readonly (string | null)[]): string =>
  withoutNumbers(words, own).slice(0, mostWords);

const unique = (list: readonly string[]): readonly string[] => [...new Set(list)].toSorted();

/** A name of a computer, in an address or by itself. */
const host = /\b(?:[a-z][a-z0-9+.-]*:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:\/\S*)?/;

/** Where something was to be delivered, as words about a delivery name it; null where they name nothing. */
export function endpointIn(words: string): string | null {
  return host.exec(words.toLowerCase())?.[1] ?? null;
}

/** What a server answered, as a number of its protocol: `http 503`, `ftp 552`, `sftp 4`; null where the words name none. */
export function replyIn(words: string): string | null {
  const text = words.toLowerCase();
  const http = /\bhttp(?:\/\d(?:\.\d)?)?(?: status)?(?: code)?:? ([1-5]\d\d)\b/.exec(text)?.[1];
  if (http !== undefined) return `http ${http}`;
  const ftp = /\bftps?\b.*?(?:failed|error|reply|response|refused)\W+([1-6]\d\d)\b/.exec(text)?.[1];
  return ftp === undefined ? null : `ftp ${ftp}`;
}

/**
 * Words without what differs from one document to the next: its own numbers, values in quotation marks, counts, times and
 * ids. What names a place (`N104`, `data element 3035`) or a reply (`503`) stays.
 */
export function withoutNumbers(words: string, own: readonly (string | null)[]): string {
  let text = words.toLowerCase();
  const there = own.flatMap((number) => {
    const written = number?.trim().toLowerCase() ?? '';
    return written.length > 1 && text.includes(written) ? written : [];
  });
  for (const number of there.toSorted((a, b) => b.length - a.length)) text = text.replaceAll(number, '#');
  return plain(text);
}

const plain = remembered((text) =>
  text
    .replaceAll(/"[^"]*"|“[^”]*”|'[^']{1,80}'(?=\W)/g, '#')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{9,}\b/g, '#')
    .replaceAll(/(?<![\d.])\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\d.])|(?<![\d.])\d+[.,]\d+(?![\d.])/g, '#')
    .replaceAll(/\b(quantity|qty|amount|price|total|sum|value|count|weight|balance)s?( of| is| was|:)? \d+/g, '$1 #')
    .replaceAll(/\b\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d\S*)?|\b\d{1,2}:\d\d(?::\d\d)?\b/g, '#')
    .replaceAll(/\b[a-z]*-?\d{5,}[a-z0-9-]*\b/g, '#')
    .replaceAll(
      /\b(position|line|row|offset|byte|occurrence|group|set|number|no\.?|attempt|item)s? ?:?#? ?\d+/g,
      '$1 #',
    )
    .replaceAll(
      /\b\d+[ -]?(?:attempts?|tries|times|retries|ms|milliseconds?|s|secs?|seconds?|min|minutes?|h|hours?|days?|bytes?|kb|mb)\b/g,
      '#',
    )
    .replaceAll(/[#\s]*#[#\s]*/g, ' # ')
    .trim()
    .replaceAll(/\s+/g, ' '),
);

type About = Pick<PartnerAndDirection, 'partnerKey' | 'direction'> & { readonly test: boolean; readonly cause: string };

/**
 * What issues have in common that may be one incident: the partner, which way the documents went, the cause and its place,
 * and whether it is about tests. Null where nobody knows the partner: such an issue stands for itself, since nothing that
 * leaves may ever speak of two partners.
 */
export function alikeKey({ partnerKey, direction, test, cause }: About): string | null {
  if (partnerKey === null) return null;
  return `${partnerMark(partnerKey)}${shortened([direction, test ? 'test' : '', cause].join('\n'))}`;
}

/** What all that an issue may have in common with others begins with: they are of one partner, whoever put them together. */
export const partnerMark = (partnerKey: string): string => shortened(partnerKey).slice(0, 8);

/** Whether a person's place counts for an issue of this partner. */
export function isOfPartner({ partner, alike }: Place, partnerKey: string | null): boolean {
  return partner === partnerKey && (alike === null || alike.startsWith(partnerMark(partner)));
}

const shortened = remembered((text) => hash('sha256', text, 'base64url').slice(0, 16));
