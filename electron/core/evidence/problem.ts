import { day } from '#shared/lib/time.ts';
import type { Acknowledgement } from '#shared/model/edi.ts';
import type { IssueKind } from '#shared/model/issue.ts';
import { parseLensAcknowledgement, parseLensStatus } from '#shared/model/lens.ts';
import type { ExchangeReported } from '#shared/model/payloads.ts';

/** What one piece of evidence says about the thing it is about. `waiting` changes nothing: neither trouble nor its end. */
export type Verdict = { readonly problem: IssueKind } | 'clear' | 'waiting';

function filled(text: string | null): boolean {
  return text !== null && text.trim() !== '';
}

function fromStatus(word: string | null): Verdict {
  if (word === null || !filled(word)) return 'waiting';
  const status = parseLensStatus(word);
  switch (status.name) {
    case 'delivery failed':
      return { problem: 'delivery-failed' };
    case 'validation error':
      return { problem: 'validation-failed' };
    case 'on hold':
      return { problem: 'on-hold' };
    case 'duplicate':
      return { problem: 'duplicate' };
    case 'completed':
    case 'delivered':
      return 'clear';
    // Cancelled: it never went out, so that nothing that went wrong before has ended.
    case 'delivery disabled':
    case 'batched':
    case 'processing':
    case 'ready for pickup':
    case 'delivery in progress':
      return 'waiting';
    case 'unknown':
      return word.trim().toLowerCase() === 'unknown' ? 'waiting' : { problem: 'exception' };
  }
}

function fromAcknowledgementStatus(word: string | null): Verdict {
  switch (parseLensAcknowledgement(word)?.name) {
    case 'rejected':
      return { problem: 'rejected' };
    case 'partially accepted':
      return { problem: 'partially-accepted' };
    case 'accepted with errors':
      return { problem: 'accepted-with-errors' };
    case 'timed out':
      return { problem: 'overdue-acknowledgement' };
    case 'unknown':
      return { problem: 'exception' };
    case 'accepted':
    case 'manually accepted':
      return 'clear';
    case 'received':
    case 'not expected':
    case 'suppressed':
    case 'waiting':
    case undefined:
      return 'waiting';
  }
}

function fromDelivery(word: string | null): Verdict {
  if (word === null) return 'waiting';
  const text = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (text === 'deliveryfailed' || text === 'partiallyfailed') return { problem: 'delivery-failed' };
  return text === 'partiallydelivered' ? { problem: 'exception' } : 'waiting';
}

/** The vendor's negative codes only say that the reason stands on another entry of the process. */
function isPointer(code: string): boolean {
  return /^-\d+$/.test(code.trim());
}

/** What became of a Trading Grid entry on its way. What its partner answered is another matter: neither ends the other. */
export function deliveryVerdict(seen: ExchangeReported): Verdict {
  const status = fromStatus(seen.status);
  if (typeof status === 'object') return status;
  const delivery = fromDelivery(seen.deliveryStatus);
  if (typeof delivery === 'object') return delivery;
  // The message of a refusal is the reason of the refusal.
  if (typeof answerVerdict(seen) === 'object') return status;
  const code = (seen.errorCode ?? '').trim();
  if (code !== '' && code !== '0' && !(isPointer(code) && status === 'clear')) return { problem: 'exception' };
  if (code === '' && filled(seen.message)) return { problem: 'exception' };
  return status;
}

/** What the partner answered, as Trading Grid tells it. */
export function answerVerdict(seen: ExchangeReported): Verdict {
  return fromAcknowledgementStatus(seen.acknowledgementStatus);
}

/** The two in one word: what happened to it before what was answered. */
export function transactionVerdict(seen: ExchangeReported): Verdict {
  const verdicts = [deliveryVerdict(seen), answerVerdict(seen)];
  const problem = verdicts.find((verdict) => typeof verdict === 'object');
  return problem ?? (verdicts.includes('clear') ? 'clear' : 'waiting');
}

/** True where the partner has answered the document, or no answer is expected. */
export function transactionAnswered(seen: ExchangeReported): boolean {
  const name = parseLensAcknowledgement(seen.acknowledgementStatus)?.name;
  return name !== undefined && name !== 'waiting' && name !== 'timed out' && name !== 'unknown';
}

/** The partner took it without complaint. */
export function isAccepted(seen: ExchangeReported): boolean {
  const name = parseLensAcknowledgement(seen.acknowledgementStatus)?.name;
  return name === 'accepted' || name === 'manually accepted';
}

const reached: ReadonlySet<string> = new Set([
  'accepted',
  'received',
  'accepted with errors',
  'partially accepted',
  'rejected',
]);

/** Whether the partner has it, by its answer or by Trading Grid's word that it was delivered. */
export function hasArrived(seen: ExchangeReported): boolean {
  const answer = parseLensAcknowledgement(seen.acknowledgementStatus)?.name;
  if (answer !== undefined && reached.has(answer)) return true;
  return parseLensStatus(seen.status ?? '').name === 'delivered';
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
  if (acknowledgement.coveredBySets) return 'waiting';
  if (acknowledgement.type === '864') return { problem: 'message' };
  switch (acknowledgement.status) {
    case 'rejected':
      if (isDuplicate(acknowledgement)) return { problem: 'duplicate' };
      return { problem: acknowledgement.type === 'MDN' ? 'delivery-failed' : 'rejected' };
    case 'partial':
      return { problem: 'partially-accepted' };
    case 'accepted with errors':
      return { problem: 'accepted-with-errors' };
    case 'accepted':
      return 'clear';
    case 'received':
      // A hold, or a verdict that cannot be read: somebody has to ask.
      return acknowledgement.errors.length > 0 ? { problem: 'exception' } : 'waiting';
  }
}

/** Answers of the application or the business, as against those of a translator. */
export function isBusinessAnswer({ type }: Acknowledgement): boolean {
  return !['997', '999', 'CONTRL'].includes(type) && type !== 'TA1' && type !== 'MDN' && type !== '864';
}

/** A receipt of the transport says nothing of the document; that its interchange was refused does. */
export function answersDocument({ type, status }: Acknowledgement): boolean {
  return type === 'TA1' ? status === 'rejected' : type !== 'MDN' && type !== '864';
}

/** Whether the partner has at least the file: by any answer to it, or by a receipt that does not refuse it. */
export function showsArrival(acknowledgement: Acknowledgement): boolean {
  const { type, status } = acknowledgement;
  if (type === 'MDN' || type === 'TA1') return status !== 'rejected' && status !== 'received';
  return answersDocument(acknowledgement);
}

const verdictKinds: ReadonlySet<IssueKind> = new Set<IssueKind>([
  'rejected',
  'partially-accepted',
  'accepted-with-errors',
  'overdue-acknowledgement',
]);

/** What the partner answered, or that no answer came: Trading Grid and a file tell of the same. */
export function isVerdict(problem: IssueKind): boolean {
  return verdictKinds.has(problem);
}

/** How long after its first answer a translator may still change its mind about a document. */
export const changeOfMind = 3 * day;

/** Whether the partner's system took the document without complaint: what Trading Grid's acknowledgement status tells. */
export function isFunctionalAnswer({ type }: Acknowledgement): boolean {
  return type === '997' || type === '999' || type === 'CONTRL';
}
