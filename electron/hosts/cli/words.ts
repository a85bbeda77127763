import { day, hour, minute } from '#shared/lib/time.ts';

/** `4 min`, `3 h`, `2 d`: for columns. */
export function ageInWords(age: number): string {
  if (age < minute) return 'now';
  if (age < hour) return `${Math.floor(age / minute)} min`;
  if (age < 2 * day) return `${Math.floor(age / hour)} h`;
  return `${Math.floor(age / day)} d`;
}

export function timeInWords(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** What went wrong and what to do, in one cell. */
export function inWords(error: { readonly message: string; readonly next: string | null } | null): string {
  return error === null ? '' : [error.message, error.next].filter((part) => part !== null).join(' ');
}
