import type { Acknowledgement, AcknowledgementError } from '#shared/model/edi/edi.ts';
import type { AcknowledgementContext } from './acknowledgement.ts';
import { inOneLine } from '../words.ts';

/** So many complaints are told in full; of more the first two and a count. */
const mostTold = 3;

/** Why it was answered so: the complaints in words, what makes the acknowledgement doubtful, and what the sender wrote. */
export function whyOf(acknowledgement: Acknowledgement, { direction, partnerName }: AcknowledgementContext): string {
  const { errors, status, text, type, sender } = acknowledgement;
  if (type === '864') {
    const words = inOneLine(text);
    const writer = partnerName ?? (sender === '' ? 'The partner' : sender);
    return words === '' ? `${writer} sent a message without text.` : `${writer} wrote: "${words}"`;
  }
  const responder = direction === 'inbound' ? 'We' : (partnerName ?? 'The partner');
  const told = status === 'accepted' ? [] : tell(errors);
  const wrote = status === 'accepted' ? '' : unsaid(text, told.join(' '));
  if (told.length === 0) told.push(`${responder} ${bareVerdict(acknowledgement, wrote !== '')}`);
  return wrote === '' ? told.join(' ') : `${told.join(' ')} ${responder} wrote: "${wrote}"`;
}

function tell(errors: readonly AcknowledgementError[]): string[] {
  const complaints = errors.filter(({ level }) => level !== 'acknowledgement').map(({ explanation }) => explanation);
  const doubts = errors.filter(({ level }) => level === 'acknowledgement').map(({ explanation }) => explanation);
  const told = complaints.slice(0, complaints.length > mostTold ? mostTold - 1 : mostTold);
  const left = complaints.length - told.length;
  return [...told, ...(left === 0 ? [] : [`There are ${left} more problems.`]), ...doubts];
}

/** What the sender wrote besides what the sentences quote already; a checksum is not writing. */
function unsaid(text: string | null, said: string): string {
  const lines = (text ?? '').split('\n').filter((line) => !/^received-content-mic:/i.test(line));
  const known = said.toLowerCase();
  return inOneLine(
    lines
      .filter(
        (line) =>
          !known.includes(
            inOneLine(line)
              .replace(/[.\s]+$/, '')
              .toLowerCase(),
          ),
      )
      .join('\n'),
  );
}

/** What an acknowledgement says that names nothing wrong. */
function bareVerdict({ status, type }: Acknowledgement, hasWords: boolean): string {
  switch (status) {
    case 'accepted':
      return type === 'MDN' || type === 'TA1'
        ? 'received the file intact; this is not yet a verdict on its content.'
        : type === '945'
          ? 'shipped it.'
          : 'accepted it.';
    case 'accepted with errors':
      return hasWords ? 'accepted it with a remark.' : 'accepted it and noted errors, without naming them.';
    case 'partial':
      if (type === 'ORDRSP') return 'accepted it with changes; the order response itself says which.';
      return 'accepted only part of it; the acknowledgements of the individual documents say which.';
    case 'rejected':
      return hasWords ? 'rejected it.' : 'rejected it without giving a reason.';
    case 'received':
      return 'received it; this is not yet a verdict on its content.';
  }
}
