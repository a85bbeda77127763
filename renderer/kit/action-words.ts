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
      return { label: 'Needs approval', tone: 'waiting', meaning: 'Someone has to approve it before it is sent.' };
    case 'awaiting receipt':
      return { label: 'Waiting', tone: 'waiting', meaning: 'It goes out once something has come of another one.' };
    case 'held':
      return { label: 'Can be undone', tone: 'waiting', meaning: 'Held back for a moment so that it can be undone.' };
    case 'queued':
      return { label: 'Queued', tone: 'waiting', meaning: 'Waiting for its turn to be sent.' };
    case 'sending':
      return { label: 'Sending', tone: 'moving', meaning: 'Being sent right now.' };
    case 'accepted':
      return { label: 'Accepted', tone: 'good', meaning: 'The other system has confirmed it.' };
    case 'handed over':
      return { label: 'Handed over', tone: 'good', meaning: 'The other system took it; it has not said more yet.' };
    case 'delivered':
      return { label: 'Delivered', tone: 'good', meaning: 'The other system says that it arrived.' };
    case 'failed (temporary)':
      return { label: 'Will try again', tone: 'unsure', meaning: 'It did not work this time and is tried again.' };
    case 'failed':
      return { label: 'Failed', tone: 'bad', meaning: 'It was refused and is not tried again by itself.' };
    case 'outcome unknown':
      return {
        label: 'Outcome unknown',
        tone: 'unsure',
        meaning: 'The connection broke after it was sent, so it may or may not have happened.',
      };
    case 'refused':
      return { label: 'Refused', tone: 'bad', meaning: 'The other side refused it; it can be sent anew.' };
    case 'bounced':
      return {
        label: 'Bounced',
        tone: 'bad',
        meaning: 'It could not be delivered and came back; it can be sent anew.',
      };
    case 'deleted':
      return {
        label: 'Deleted',
        tone: 'bad',
        meaning: 'It was deleted in the other system; it can be sent anew.',
      };
    case 'opted out':
      return { label: 'Opted out', tone: 'off', meaning: 'The receiver does not want such messages.' };
    case 'cancelled':
      return { label: 'Cancelled', tone: 'off', meaning: 'Taken back before it was sent.' };
    case 'expired':
      return { label: 'Expired', tone: 'off', meaning: 'It waited, and was not sent.' };
    default:
      return assertNever(state);
  }
}
