import type { EventOf } from './parsed-event.ts';

/** One acknowledgement that two files brought is one acknowledgement. Sorts by the time it was written. */
export function acknowledgementKey({ payload: { acknowledgement } }: EventOf<'acknowledgement.received'>): string {
  const { preparedAt, sender, control, type, answers } = acknowledgement;
  return JSON.stringify([preparedAt, type, sender, control, answers.control, answers.number]);
}
