/**
 * Every reason why something was not sent, or not yet, each with what it means for the person who wonders. The one list: the
 * outbox, a preview and the answer to "why was nothing sent?" all choose from it.
 */
export const reasonsNotSent = {
  'undo window': 'It can still be taken back.',
  'awaiting approval': 'Somebody has to approve it before it is sent.',
  'awaiting receipt': 'It waits for what becomes of another one.',
  'receipt can’t come': 'What it waited for can’t come any more.',
  'in line': 'It waits for its turn.',
  'trying again': 'It did not work this time and is tried again.',
  paused: 'Its connection is paused.',
  'not connected': 'Its connection is not set up.',
  'quiet hours': 'It would arrive in quiet hours.',
  'cap reached': 'As many have been sent in this time as may be.',
  suppressed: 'A rule says that nothing is sent about it.',
  'test document': 'It is about a test document: nothing leaves because of those by itself.',
  'no recipient': 'Nobody is known for it.',
  'no address': 'The person has no address that it could go to.',
  'other partner': 'The person works at another partner than the one that it is about.',
  'opted out': 'The receiver does not want such messages.',
  'text incomplete': 'Something that its text needs is not known.',
  'another desk': 'Another desk is the one that acts by itself.',
  'not needed': 'What it would have made is there already.',
  'taken back': 'It was taken back before it was sent.',
  refused: 'It was refused, and is not tried again by itself.',
  'outcome unknown': 'Whether it arrived is not known, and sending it again could make a second one.',
  'resolved meanwhile': 'What it is about was resolved before it was sent.',
  expired: 'It waited too long.',
} as const;
export type ReasonNotSent = keyof typeof reasonsNotSent;
export const reasonNames = Object.keys(reasonsNotSent) as readonly ReasonNotSent[];
