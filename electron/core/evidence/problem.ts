import { canonicalJson } from '#shared/lib/json.ts';
import { day, type Millis } from '#shared/lib/time.ts';
import type { Acknowledgement } from '#shared/model/edi/edi.ts';
import { type IssueKind, kindOf } from '#shared/model/issue/issue-kind.ts';
import type { ExchangeReport, ExchangeReported } from '#shared/model/feed/exchange.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import { acknowledgementKey } from './acknowledgement-key.ts';
import { writtenTime } from './acknowledgement-time.ts';
import type { Evidence } from './evidence.ts';
import { issueIdOf } from './fingerprint.ts';

const clear: Verdict = { verdict: 'clear' };
const waiting: Verdict = { verdict: 'waiting' };

function problem(kind: IssueKind): Verdict {
  return { verdict: 'problem', kind };
}

/** All tracks of a reported document in one word: what happened to it on its way before what was answered. */
export function exchangeVerdict({ reports: { delivery, acknowledgement } }: ExchangeReport): Verdict {
  if (acknowledgement === undefined || delivery.verdict === 'problem') return delivery;
  return acknowledgement.verdict === 'waiting' ? delivery : acknowledgement;
}

/** True where the partner has answered the document, or no acknowledgement is expected. */
export function isAnsweredOrNeedsNone({ acknowledgement }: ExchangeReported): boolean {
  return acknowledgement === 'given' || acknowledgement === 'not expected';
}

/** The partner took it without complaint. */
export function isAccepted({ reports: { acknowledgement } }: ExchangeReported): boolean {
  return acknowledgement?.verdict === 'clear';
}

const duplicateCodes: Readonly<Partial<Record<Acknowledgement['type'], readonly string[]>>> = {
  TA1: ['025'],
  CONTRL: ['26'],
  '824': ['006', 'DUP', '111', '119', '121'],
};

function isDuplicate({ type, errors }: Acknowledgement): boolean {
  const codes = duplicateCodes[type];
  if (codes === undefined || errors.length === 0) return false;
  return errors.every(({ code }) => code !== null && codes.includes(code));
}

/** What an acknowledgement says about what it answers. */
export function acknowledgementVerdict(acknowledgement: Acknowledgement): Verdict {
  if (acknowledgement.coveredBySets) return waiting;
  if (acknowledgement.type === '864') return problem('message');
  switch (acknowledgement.status) {
    case 'rejected':
      if (isDuplicate(acknowledgement)) return problem('duplicate');
      return problem(acknowledgement.type === 'MDN' ? 'delivery-failed' : 'rejected');
    case 'partial':
      return problem('partially-accepted');
    case 'accepted with errors':
      return problem('accepted-with-errors');
    case 'accepted':
      return clear;
    case 'received':
      // A hold, or a verdict that cannot be read: somebody has to ask.
      return acknowledgement.errors.length > 0 ? problem('exception') : waiting;
  }
}

/** Responses of the application or the business, as against those of a translator. */
export function isBusinessResponse({ type }: Acknowledgement): boolean {
  return !['997', '999', 'CONTRL'].includes(type) && type !== 'TA1' && type !== 'MDN' && type !== '864';
}

/** A receipt of the transport says nothing of the document; that its interchange was refused does. */
export function answersDocument({ type, status }: Acknowledgement): boolean {
  return type === 'TA1' ? status === 'rejected' : type !== 'MDN' && type !== '864';
}

/** Whether the partner has at least the file: by any acknowledgement of it, or by a receipt that does not refuse it. */
export function showsArrival(acknowledgement: Acknowledgement): boolean {
  const { type, status } = acknowledgement;
  if (type === 'MDN' || type === 'TA1') return status !== 'rejected' && status !== 'received';
  return answersDocument(acknowledgement);
}

/** What the partner answered, or that no acknowledgement came: a network and a file tell of the same. */
export function isVerdict(problem: IssueKind): boolean {
  return kindOf[problem].isOfAcknowledgement;
}

/** How long after its first acknowledgement a translator may still change its mind about a document. */
export const changeOfMind = 3 * day;

/** Whether the partner's system took the document without complaint: what a network passes on of an acknowledgement. */
export function isFunctionalAcknowledgement({ type }: Acknowledgement): boolean {
  return type === '997' || type === '999' || type === 'CONTRL';
}

/**
 * What a trouble goes by in the keys of what is done about it: its time as its source tells it, or else what it says. The same
 * on every desk that hears of it, whatever else that desk has heard, and when. Letters and digits.
 */
export function markOf({ event, at }: Evidence): string {
  if (event.kind === 'exchange.reported') {
    const { realm, exchangeId, reports } = event.payload;
    // Where the source tells no time, that of the evidence is this desk's own.
    const isTold = (reports.delivery.at ?? 0) > 0 || (reports.acknowledgement?.at ?? 0) > 0;
    return isTold ? ofTime(at) : ofText(canonicalJson([realm, exchangeId, reports]));
  }
  if (event.kind === 'acknowledgement.received') {
    const written = writtenTime(event.payload.acknowledgement.preparedAt);
    return written === null ? ofText(acknowledgementKey(event)) : ofTime(written);
  }
  if (event.kind === 'acknowledgement.overdue') return ofTime(at);
  return ofText(event.kind === 'file.unreadable' ? event.payload.fileId : canonicalJson(event.payload));
}

function ofTime(at: Millis): string {
  return `t${Math.max(0, at).toString(36)}`;
}

function ofText(text: string): string {
  return `h${issueIdOf(text).slice(0, 10)}`;
}

/** The time in a mark; null where it holds none. */
export function timeOfMark(mark: string): Millis | null {
  const at = mark.startsWith('t') ? Number.parseInt(mark.slice(1), 36) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
