/**
 * Every reason why something was not sent, or not yet, each with what it means for the person who wonders. The one list: the
 * outbox, a preview and the answer to "why was nothing sent?" all choose from it.
 */
export const reasonsNotSent = {
  'undo window': 'It can still be undone.',
  'awaiting approval': 'Someone must approve it before it is sent.',
  'awaiting receipt': 'It is waiting for the outcome of another action.',
  'receipt can’t come': 'The outcome it was waiting for can no longer come.',
  'in line': 'It is waiting for its turn.',
  'trying again': 'It did not work this time and will be tried again.',
  paused: 'Its connection is paused.',
  'not connected': 'Its connection is not set up.',
  'quiet hours': 'It would arrive during quiet hours.',
  'cap reached': 'The sending limit for this period has been reached.',
  suppressed: 'A rule suppresses messages about it.',
  'test document': 'It is about a test document; nothing is sent automatically for those.',
  'no recipient': 'No recipient is on file.',
  'no address': 'The person has no address to send it to.',
  'other partner': 'The person works at a different partner.',
  'opted out': 'The recipient has opted out of these messages.',
  'text incomplete': 'Information that its text needs is missing.',
  'another desk': 'Another desk handles automatic actions.',
  'not needed': 'What it would have created already exists.',
  'taken back': 'It was cancelled before it was sent.',
  refused: 'It was refused and will not be retried automatically.',
  'outcome unknown': 'It is not known whether it arrived, and sending it again could create a duplicate.',
  'resolved meanwhile': 'The issue was resolved before it was sent.',
  expired: 'It waited too long.',
} as const;
export type ReasonNotSent = keyof typeof reasonsNotSent;
export const reasonNames = Object.keys(reasonsNotSent) as readonly ReasonNotSent[];
