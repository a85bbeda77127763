import type { Millis } from '#shared/lib/time.ts';

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A SOQL string literal, quotes included. */
export function soqlText(value: string): string {
  return `'${value.replace(/['\\]/g, '\\$&').replace(/[\n\r\t]/g, (one) => escapes[one] ?? ' ')}'`;
}

/** A SOQL literal for LIKE that matches any text with `value` in it. */
export function soqlContains(value: string): string {
  const escaped = value
    .replace(/['\\]/g, '\\$&')
    .replace(/[%_]/g, '\\$&')
    .replace(/[\n\r\t]/g, ' ');
  return `'%${escaped}%'`;
}

/** A SOQL date and time in UTC with milliseconds; not quoted. */
export function soqlTime(at: Millis): string {
  return new Date(at).toISOString();
}
