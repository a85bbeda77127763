import type { Acknowledgement, AcknowledgementStatus } from '#shared/model/edi/edi.ts';
import type { Cause } from '../fault/cause.ts';

const verbs: Readonly<Record<AcknowledgementStatus, string>> = {
  accepted: 'accepted',
  'accepted with errors': 'accepted with errors',
  partial: 'only partly accepted',
  rejected: 'rejected',
  received: 'received',
};

/** What a kind of acknowledgement calls its verdicts where the field has words of its own. */
const own: Readonly<
  Partial<Record<Acknowledgement['type'], Readonly<Partial<Record<AcknowledgementStatus, string>>>>>
> = {
  MDN: { accepted: 'arrived', 'accepted with errors': 'arrived, with a remark' },
  TA1: { accepted: 'received' },
  '945': { accepted: 'shipped', partial: 'shipped short', rejected: 'not shipped' },
  '947': { 'accepted with errors': 'changed in stock' },
};

/** What became of the thing answered, to follow its name: `rejected`, `declined by Haulco`. */
export function verbOf({ type, status, statusCode, answers }: Acknowledgement, cause: Cause, partner: string): string {
  if (type === '990' && status === 'rejected') return `declined by ${partner}`;
  if (type === '990' && status === 'partial')
    return statusCode === 'B104 C'
      ? `answered with a counter-offer by ${partner}`
      : `accepted with conditions by ${partner}`;
  if (cause === 'remark') return type === '945' ? 'shipped, with a remark' : 'accepted with a remark';
  if (cause === 'business response' && status === 'accepted with errors') return 'accepted with changes';
  if (type === '947' && answers.number === null) return 'changed';
  return own[type]?.[status] ?? verbs[status];
}
