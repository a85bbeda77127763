import { assertNever } from '#shared/lib/assert-never.ts';
import type { Acknowledgement, Explanation, Fault } from './edi.ts';

/** What an acknowledgement says of what it answers, in the same words everywhere. */
export function statusWords({ status, errors }: Pick<Acknowledgement, 'status' | 'errors'>): string {
  switch (status) {
    case 'accepted':
      return 'Accepted';
    case 'accepted with errors':
      return 'Accepted with errors';
    case 'partial':
      return 'Partly accepted';
    case 'rejected':
      return 'Rejected';
    case 'received':
      // A verdict that cannot be relied on confirms nothing.
      return errors.some(({ level }) => level === 'acknowledgement') ? 'Unclear' : 'Receipt confirmed';
    default:
      return assertNever(status);
  }
}

const faultWords: Readonly<Record<Fault, string>> = {
  us: 'Probably ours',
  partner: "Probably the partner's",
  network: 'Probably a fault in transit',
  unknown: 'Not known',
};

/** Whose move it is, in the same words on the screen, on the terminal and in a case. */
export function whoseMove({ fault }: Pick<Explanation, 'fault'>): string {
  return `${faultWords[fault]}.`;
}
