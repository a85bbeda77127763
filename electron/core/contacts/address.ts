import { domainToASCII } from 'node:url';

/** What mail programs read as more than an address, and what nobody sees: control, format and filling characters, and lone surrogates. */
const noPart = /[\p{C}\p{DI}\s\u2800@,;:<>"()[\]\\]/u;
/** Letters, digits and dashes between dots, none of them at an end. */
const domainParts = /^(?!-)[a-z\d-]+(?<!-)(\.(?!-)[a-z\d-]+(?<!-))+$/;

/** An email address in the one form in which it is kept, the domain as the network spells it; null where it is none. */
export function asEmail(text: string): string | null {
  const [local = '', domain = '', ...more] = text.normalize('NFKC').trim().split('@');
  const spelled = domainToASCII(domain);
  if (more.length > 0 || local === '' || noPart.test(local) || noPart.test(domain)) return null;
  return domainParts.test(spelled) ? `${plainLetters(local)}@${spelled}` : null;
}

/** Small letters where the database could not tell that they are the same: it knows those of ASCII only. */
function plainLetters(local: string): string {
  return local.replaceAll(/[^\p{ASCII}]+/gu, (letters) => letters.toLowerCase()).normalize('NFKC');
}

/**
 * A number in the one form in which it is kept: blanks, dashes and brackets are for people, and the zero in `+49 (0)151` for those
 * who call from within the country. Null where it is none.
 */
export function asMobile(text: string): string | null {
  const number = text
    .normalize('NFKC')
    .trim()
    .replace(/^(\+|00)([\d\s]+)\(0\)/, '$1$2')
    .replaceAll(/[\s()./\p{Pd}]/gu, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

/** What all spellings of one address have in common. A user id or a channel is its own. */
export function addressOf(text: string): string {
  return asEmail(text)?.toLowerCase() ?? asMobile(text) ?? text.normalize('NFKC').trim();
}
