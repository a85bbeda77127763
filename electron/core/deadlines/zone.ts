import { IANAZone } from 'luxon';

/** Whether a text is a time zone. Offsets such as `+02:00` are none: they know nothing of summer time. */
export function isZone(text: string): boolean {
  return /^[a-z]/i.test(text) && IANAZone.isValidZone(text);
}
