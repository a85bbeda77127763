import { day, hour, type Millis, minute, second } from '#shared/lib/time.ts';

/** Two units at most, the larger first: `2 d 4 h`, `3 h 20 m`, `12 m`, `40 s`. */
export function span(length: Millis): string {
  const left = Math.max(0, length);
  if (left < minute) return `${Math.floor(left / second)} s`;
  if (left < hour) return `${Math.floor(left / minute)} m`;
  if (left < day) return pair(Math.floor(left / hour), 'h', Math.floor((left % hour) / minute), 'm');
  return pair(Math.floor(left / day), 'd', Math.floor((left % day) / hour), 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** One unit, for narrow columns: `40 s` becomes `now`, then `12 m`, `3 h`, `2 d`, `5 w`. */
export function age(length: Millis): string {
  if (length < minute) return 'now';
  if (length < hour) return `${Math.floor(length / minute)} m`;
  if (length < day) return `${Math.floor(length / hour)} h`;
  if (length < 14 * day) return `${Math.floor(length / day)} d`;
  return `${Math.floor(length / (7 * day))} w`;
}

/** How long ago something was: `just now`, `12 m ago`. A clock that is read now and then may still be behind what it tells of. */
export function ago(at: Millis, now: Millis): string {
  return now - at < 10 * second ? 'just now' : `${span(now - at)} ago`;
}

/** When something is done next: `in 12 m`, `now` where its time has come. */
export function coming(at: Millis, now: Millis): string {
  return at - now < 10 * second ? 'now' : `in ${span(at - now)}`;
}

export type DueState = 'none' | 'later' | 'soon' | 'overdue';

/** For the due column: two units where the smaller one matters, one from ten hours on. */
function shortSpan(length: Millis): string {
  return length < 10 * hour ? span(length) : age(length);
}

/** What the due column says: time left, or how long it has been overdue. `soon` is the last hour. */
export function due(at: Millis | null, now: Millis): { readonly text: string; readonly state: DueState } {
  if (at === null) return { text: '', state: 'none' };
  const left = at - now;
  if (left < 0) return { text: `−${shortSpan(-left)}`, state: 'overdue' };
  return { text: shortSpan(left), state: left < hour ? 'soon' : 'later' };
}

const exactFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** The point in time in full, in the user's zone. */
export function exact(at: Millis): string {
  return exactFormat.format(at);
}
