import type { LensTransaction } from '#shared/model/lens.ts';
import { attribute, type Attribution } from './attribution.ts';
import { causeOfBusinessWords, causeOfWords } from './cause-of-words.ts';
import { sayings, type Story, strange } from './lens-story.ts';
import { noAnswer } from './overdue.ts';

/** What the functional acknowledgement that Lens tells of means; null where it raises nothing. */
export function fromAcknowledgement(transaction: LensTransaction, partner: string | null): Story | null {
  const { acknowledgement, direction } = transaction;
  if (acknowledgement === null) return null;
  const answerer = direction === 'inbound' ? 'we' : (partner ?? 'the partner');
  const start = answerer.charAt(0).toUpperCase() + answerer.slice(1);
  const words = sayings(transaction).join(' ');
  switch (acknowledgement.name) {
    case 'rejected':
      return {
        headline: 'rejected',
        why: `${start} rejected it with a functional acknowledgement.`,
        attribution: refused(words, direction, partner),
      };
    case 'partially accepted':
      return {
        headline: 'only partly accepted',
        why: `${start} rejected a part of it.`,
        attribution: refused(words, direction, partner),
      };
    case 'accepted with errors':
      return {
        headline: 'accepted with errors',
        why: `${start} accepted it but noted errors.`,
        attribution: {
          ...refused(words, direction, partner),
          next: 'It was taken, so do not send it again. Have the cause corrected before the next one.',
          again: 'no',
        },
      };
    case 'timed out':
      return {
        headline: 'was not acknowledged in time',
        why: 'The functional acknowledgement is late.',
        attribution: late(transaction, partner),
      };
    case 'accepted':
    case 'received':
    case 'manually accepted':
    case 'not expected':
    case 'suppressed':
    case 'waiting':
      return null;
    case 'unknown': {
      const why = `Trading Grid gives it an acknowledgement status we do not know: "${acknowledgement.word}".`;
      return { headline: `has acknowledgement status "${acknowledgement.word}"`, why, attribution: strange() };
    }
  }
}

/** Lens passes on a verdict by its letter alone: the reason stands in the answer itself. */
function refused(words: string, direction: LensTransaction['direction'], partner: string | null): Attribution {
  const cause = causeOfWords(words) ?? causeOfBusinessWords(words);
  if (cause !== null || direction === 'unknown') return attribute(cause ?? 'reason not given', direction, partner);
  const faultReason = 'Trading Grid passes on the verdict without its reason: that stands in the 997 or CONTRL itself.';
  if (direction === 'inbound') {
    const next = `Look up in the 997 or CONTRL that we sent what was wrong, and ask ${partner ?? 'the partner'} to correct it.`;
    return { fault: 'unknown', faultReason, next, again: 'no' };
  }
  return {
    fault: 'unknown',
    faultReason,
    next: `Get the 997 or CONTRL from Trading Grid, or ask ${partner ?? 'the partner'} for the reason. Then correct what it names and send the document again with a new control number.`,
    again: 'corrected',
  };
}

function late(transaction: LensTransaction, partner: string | null): Attribution {
  if (transaction.direction === 'inbound') {
    return {
      fault: 'us',
      faultReason: 'The partner waits for an acknowledgement from us.',
      next: 'Check whether our translator processed the document and sent the acknowledgement.',
      again: 'no',
    };
  }
  if (transaction.direction === 'unknown') return attribute('reason not given', 'unknown', partner);
  return noAnswer(isDelivered(transaction), partner);
}

function isDelivered({ status, deliveryStatus }: LensTransaction): boolean {
  return status.name === 'delivered' || /^delivered/i.test((deliveryStatus ?? '').trim());
}
