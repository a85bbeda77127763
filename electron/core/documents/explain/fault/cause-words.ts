import { remembered } from '#shared/lib/remembered.ts';

/** A name of a computer, in an address or by itself. */
const host = /\b(?:[a-z][a-z0-9+.-]*:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:\/\S*)?/;

/** Where something was to be delivered, as words about a delivery name it; null where they name nothing. */
export function endpointIn(words: string): string | null {
  return host.exec(words.toLowerCase())?.[1] ?? null;
}

/** What a server answered, as a number of its protocol: `http 503`, `ftp 552`, `sftp 4`; null where the words name none. */
export function replyIn(words: string): string | null {
  const text = words.toLowerCase();
  const http = /\bhttp(?:\/\d(?:\.\d)?)?(?: status)?(?: code)?:? ([1-5]\d\d)\b/.exec(text)?.[1];
  if (http !== undefined) return `http ${http}`;
  const ftp = /\bftps?\b.*?(?:failed|error|reply|response|refused)\W+([1-6]\d\d)\b/.exec(text)?.[1];
  return ftp === undefined ? null : `ftp ${ftp}`;
}

/**
 * Words without what differs from one document to the next: its own numbers, values in quotation marks, counts, times and
 * ids. What names a place (`N104`, `data element 3035`) or a reply (`503`) stays.
 */
export function withoutNumbers(words: string, own: readonly (string | null)[]): string {
  let text = words.toLowerCase();
  const there = own.flatMap((number) => {
    const written = number?.trim().toLowerCase() ?? '';
    return written.length > 1 && text.includes(written) ? written : [];
  });
  for (const number of there.toSorted((a, b) => b.length - a.length)) text = text.replaceAll(number, '#');
  return plain(text);
}

const plain = remembered((text) =>
  text
    .replaceAll(/"[^"]*"|“[^”]*”|'[^']{1,80}'(?=\W)/g, '#')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{9,}\b/g, '#')
    .replaceAll(/(?<![\d.])\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\d.])|(?<![\d.])\d+[.,]\d+(?![\d.])/g, '#')
    .replaceAll(/\b(quantity|qty|amount|price|total|sum|value|count|weight|balance)s?( of| is| was|:)? \d+/g, '$1 #')
    .replaceAll(/\b\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d\S*)?|\b\d{1,2}:\d\d(?::\d\d)?\b/g, '#')
    .replaceAll(/\b[a-z]*-?\d{5,}[a-z0-9-]*\b/g, '#')
    .replaceAll(
      /\b(position|line|row|offset|byte|occurrence|group|set|number|no\.?|attempt|item)s? ?:?#? ?\d+/g,
      '$1 #',
    )
    .replaceAll(
      /\b\d+[ -]?(?:attempts?|tries|times|retries|ms|milliseconds?|s|secs?|seconds?|min|minutes?|h|hours?|days?|bytes?|kb|mb)\b/g,
      '#',
    )
    .replaceAll(/[#\s]*#[#\s]*/g, ' # ')
    .trim()
    .replaceAll(/\s+/g, ' '),
);
