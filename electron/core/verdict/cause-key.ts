import { hash } from 'node:crypto';
import { remembered } from '#shared/lib/remembered.ts';
import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi/edi.ts';
import type { IssueKind } from '#shared/model/issue/issue-kind.ts';
import { type ExchangeReported, wordsOf } from '#shared/model/feed/exchange.ts';
import { endpointIn, replyIn, withoutNumbers } from '../documents/explain/fault/cause-words.ts';
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

type About = Pick<PartnerAndDirection, 'partnerKey' | 'direction'> & { readonly test: boolean; readonly cause: string };

/**
 * What issues have in common that may be one incident: the partner, which way the documents went, the cause and its place,
 * and whether it is about tests. Null where nobody knows the partner: such an issue stands for itself, since nothing that
 * leaves may ever speak of two partners.
 */
export function alikeKey({ partnerKey, direction, test, cause }: About): string | null {
  if (partnerKey === null) return null;
  return shortened([partnerKey, direction, test ? 'test' : '', cause].join('\n'));
}

const shortened = remembered((text) => hash('sha256', text, 'base64url').slice(0, 16));
