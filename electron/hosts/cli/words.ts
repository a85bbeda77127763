import { day, hour, minute } from '#shared/lib/time.ts';

/** `4 min`, `3 h`, `2 d`: for columns. */
export function ageInWords(age: number): string {
  if (age < minute) return 'now';
  if (age < hour) return `${Math.floor(age / minute)} min`;
  if (age < 2 * day) return `${Math.floor(age / hour)} h`;
  return `${Math.floor(age / day)} d`;
}

/** In UTC, and saying so: whoever reads it may be in any zone. */
export function timeInWords(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** What went wrong and what to do, in one cell. */
export function inWords(error: { readonly message: string; readonly next: string | null } | null): string {
  return error === null ? '' : [error.message, error.next].filter((part) => part !== null).join(' ');
}

/** `1 issue`, `12 issues` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** `partner, agreement or content` */
export function oneOf(words: readonly string[]): string {
  return words.join(', ').replace(/, ([^,]*)$/, ' or $1');
}
