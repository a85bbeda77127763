import { plural } from '#shared/lib/sentence.ts';

const grouped = new Intl.NumberFormat('en-GB');

/** `12,345` */
export function number(count: number): string {
  return grouped.format(count);
}

/** `1 issue`, `2,000 issues` */
export function counted(count: number, one: string, many = plural(one)): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}
