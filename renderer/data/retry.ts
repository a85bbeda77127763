import { backOff } from './back-off.ts';
import { wasNotHeard } from './failure.ts';

/** How often it is asked again before a person is told. */
const repeats = 2;

/** The one policy for whatever is asked: what was not heard is asked again, and an answer that says no is an answer. */
export function mayRepeat(failures: number, error: unknown): boolean {
  return failures < repeats && wasNotHeard(error);
}

/** Milliseconds until it is asked again, after so many failures and one more. */
export const pauseAfter = (failures: number): number => backOff(failures);
