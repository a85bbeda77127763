import { assertNever } from '#shared/lib/assert-never.ts';
import type { ActionState } from '#shared/model/action/action.ts';

export type ActionTone = 'waiting' | 'moving' | 'good' | 'bad' | 'unsure' | 'off';

export type ActionWords = {
  /** For a chip: one or two words. */
  readonly label: string;
  readonly tone: ActionTone;
  /** What it means, one sentence. */
  readonly meaning: string;
};

/** What each state of an action is called and means. */
export function actionWords(state: ActionState): ActionWords {
  switch (state) {
    case 'awaiting approval':
      return { label: 'Needs approval', tone: 'waiting', meaning: 'Someone must approve it before it is sent.' };
    case 'awaiting receipt':
      return {
        label: 'Waiting',
        tone: 'waiting',
        meaning: 'It will be sent once the action it depends on has a result.',
      };
    case 'held':
      return { label: 'Sending soon', tone: 'waiting', meaning: 'Held for a few seconds so that it can be undone.' };
    case 'queued':
      return { label: 'Queued', tone: 'waiting', meaning: 'Waiting for its turn to be sent.' };
    case 'sending':
      return { label: 'Sending', tone: 'moving', meaning: 'Being sent right now.' };
    case 'accepted':
      return { label: 'Accepted', tone: 'good', meaning: 'The other system has confirmed it.' };
    case 'handed over':
      return {
        label: 'Handed over',
        tone: 'good',
        meaning: 'The other system accepted it but has not confirmed delivery yet.',
      };
    case 'delivered':
      return { label: 'Delivered', tone: 'good', meaning: 'The other system confirmed that it arrived.' };
    case 'failed (temporary)':
      return {
        label: 'Will try again',
        tone: 'unsure',
        meaning: 'It did not work this time; Gridline will try again.',
      };
    case 'failed':
      return { label: 'Failed', tone: 'bad', meaning: 'It was refused and will not be retried automatically.' };
    case 'outcome unknown':
      return {
        label: 'Outcome unknown',
        tone: 'unsure',
        meaning: 'The connection broke after it was sent, so it may or may not have happened.',
      };
    case 'refused':
      return { label: 'Refused', tone: 'bad', meaning: 'The other side refused it. You can send it again.' };
    case 'bounced':
      return {
        label: 'Bounced',
        tone: 'bad',
        meaning: 'It could not be delivered and bounced. You can send it again.',
      };
    case 'deleted':
      return {
        label: 'Deleted',
        tone: 'bad',
        meaning: 'It was deleted in the other system. You can create it again.',
      };
    case 'opted out':
      return { label: 'Opted out', tone: 'off', meaning: 'The recipient has opted out of these messages.' };
    case 'cancelled':
      return { label: 'Cancelled', tone: 'off', meaning: 'Cancelled before it was sent.' };
    case 'expired':
      return { label: 'Expired', tone: 'off', meaning: 'It waited too long and was not sent.' };
    default:
      return assertNever(state);
  }
}
