import { plural } from '#shared/lib/sentence.ts';

const grouped = new Intl.NumberFormat('en-GB');

/** `12,345` */
export function number(count: number): string {
  return grouped.format(count);
}

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `A`, `A and B`, `A, B and C`; nothing for none. */
export function inWords(words: readonly string[]): string {
  return listed.format(words);
}

/** `1 issue`, `2,000 issues` */
export function counted(count: number, one: string, many = plural(one)): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}
