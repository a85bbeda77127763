import { attribute, type Attribution, type Direction } from '../fault/attribution.ts';
import { causeOfBusinessWords, causeOfWords } from '../fault/cause-of-words.ts';
import { noAcknowledgement } from '../overdue.ts';
import { type ReportedProblem, type Story, unknownStatus } from './report-story.ts';

/** What the functional acknowledgement that a network tells of means, or that it did not come. `words` = what the network says of it. */
export function acknowledgementStory(problem: ReportedProblem, words: string): Story {
  const { report, direction, partnerName: partner } = problem;
  const responder = direction === 'inbound' ? 'we' : (partner ?? 'the partner');
  const start = responder.charAt(0).toUpperCase() + responder.slice(1);
  switch (report.kind) {
    case 'rejected':
      return {
        headline: 'rejected',
        why: `${start} rejected it with a functional acknowledgement.`,
        attribution: refused(words, direction, partner),
      };
    case 'partially-accepted':
      return {
        headline: 'only partly accepted',
        why: `${start} rejected part of it.`,
        attribution: refused(words, direction, partner),
      };
    case 'accepted-with-errors':
      return {
        headline: 'accepted with errors',
        why: `${start} accepted it but noted errors.`,
        attribution: {
          ...refused(words, direction, partner),
          next: 'It was accepted, so do not send it again. Have the cause corrected before the next one.',
          again: 'no',
        },
      };
    case 'overdue-acknowledgement':
      return {
        headline: 'was not acknowledged in time',
        why: 'The functional acknowledgement is late.',
        attribution: late(problem),
      };
    case 'delivery-failed':
    case 'validation-failed':
    case 'on-hold':
    case 'duplicate':
    case 'unreadable-file':
    case 'message':
    case 'exception':
      return unknownStatus('acknowledgement status', report);
  }
}

/** A network passes on a verdict by its name alone: the reason stands in the acknowledgement itself. */
function refused(words: string, direction: Direction, partner: string | null): Attribution {
  const cause = causeOfWords(words) ?? causeOfBusinessWords(words);
  if (cause !== null || direction === 'unknown') return attribute(cause ?? 'reason not given', direction, partner);
  const faultReason = 'Trading Grid passes on the verdict without its reason, which is in the 997 or CONTRL itself.';
  if (direction === 'inbound') {
    const next = `Find out from the 997 or CONTRL that we sent what was wrong, and ask ${partner ?? 'the partner'} to correct it.`;
    return { fault: 'unknown', faultReason, next, again: 'no' };
  }
  return {
    fault: 'unknown',
    faultReason,
    next: `Get the 997 or CONTRL from Trading Grid, or ask ${partner ?? 'the partner'} for the reason. Then correct what it names and send the document again with a new control number.`,
    again: 'corrected',
  };
}

function late({ direction, partnerName: partner, reached }: ReportedProblem): Attribution {
  if (direction === 'inbound') {
    return {
      fault: 'us',
      faultReason: 'The partner is waiting for an acknowledgement from us.',
      next: 'Check whether our translator processed the document and sent the acknowledgement.',
      again: 'no',
    };
  }
  if (direction === 'unknown') return attribute('reason not given', 'unknown', partner);
  return noAcknowledgement(reached, partner);
}
