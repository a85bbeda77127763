import type { EventOf } from './parsed-event.ts';

/** One answer that two files brought is one answer. Sorts by the time it was written. */
export function answerKey({ payload: { acknowledgement } }: EventOf<'acknowledgement.received'>): string {
  const { preparedAt, sender, control, type, answers } = acknowledgement;
  return JSON.stringify([preparedAt, type, sender, control, answers.control, answers.number]);
}
