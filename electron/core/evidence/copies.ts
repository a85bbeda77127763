import { zones } from './acknowledgement-time.ts';
import type { Copy, Evidence } from './evidence.ts';

/** Both are about one copy of one document, and not about an issue as a whole. */
export function isSameDocument(one: Evidence, other: Evidence): boolean {
  return typeof one.aboutDocument === 'string' && one.aboutDocument === other.aboutDocument;
}

/**
 * Whether the one is about a copy of the document that was sent before the copy that the other is about. A test, a
 * cancellation, a credit note or another release is no copy.
 */
export function isEarlierCopy(one: Evidence, other: Evidence): boolean {
  if (
    one.copy === undefined ||
    other.copy === undefined ||
    one.aboutDocument === null ||
    one.aboutDocument === other.aboutDocument
  )
    return false;
  const [a, b] = [one.copy, other.copy];
  if (b.cancels || !areOneEdition(a, b)) return false;
  // An envelope writes local time, a network does not.
  return b.at - a.at > (a.clock === b.clock ? 0 : zones);
}

export function areOneEdition(a: Copy, b: Copy): boolean {
  const sameEdition = a.edition === undefined || b.edition === undefined || a.edition === b.edition;
  return sameEdition && a.test === b.test;
}
