import { remembered } from './remembered.ts';

const ascii = /^[\x20-\x7e\s]*$/;
const marks = /\p{M}+/gu;
const asciiWord = /[a-z0-9]+/g;
const anyWord = /[\p{L}\p{N}]+/gu;

/**
 * The words of a text as search sees them: lower case, without accents, cut at everything that is no letter or digit.
 * The full-text index and the filter's predicate both use this, so that they can't disagree.
 */
export function wordsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  if (ascii.test(lower)) return lower.match(asciiWord) ?? [];
  return lower.normalize('NFD').replaceAll(marks, '').replaceAll('ς', 'σ').match(anyWord) ?? [];
}

/** Words as one text in which a phrase is found by `includes(phrase)`: each word has a space before it. */
export function wordText(text: string): string {
  const words = wordsOf(text);
  return words.length === 0 ? '' : ` ${words.join(' ')}`;
}

/** On one line, with single blanks between the words and none around them. */
export const squeezed = remembered((text) => text.replaceAll(/\s+/g, ' ').trim());

/** How a typed value is compared: without regard to case or the space around it. */
export function textKey(text: string): string {
  return text.trim().toLowerCase();
}

/** Characters that nobody sees, and those that turn what stands beside them. */
const unseen = /[\p{DI}\u2800\ufff9-\ufffb]/gu;
/** The same without those that shape the letter or picture before them: two joiners, and which form of it is meant. */
const unseenAlone =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\p{Join_C}\p{VS}]|(?![\p{Join_C}\p{VS}])[\p{DI}\u2800\ufff9-\ufffb]/gu;

/** What is seen of a name, on one line: without characters by which it looks like another one, or says more than it shows. */
export function visible(text: string): string {
  return squeezed(
    text
      .toWellFormed()
      .replaceAll(unseenAlone, '')
      .replaceAll(/\p{Cc}/gu, ' '),
  );
}

const turning = /[\u202a-\u202e\u2066-\u2069]/;
const everyTurning = new RegExp(turning, 'g');

/** Without the signs that turn the direction of all that stands behind them: words that are quoted must not turn ours round. */
export function unturned(text: string): string {
  return turning.test(text) ? text.replaceAll(everyTurning, '') : text;
}

/** How a name is compared where one must not be taken for another: by what is seen of it. */
export function seenKey(name: string): string {
  return squeezed(name.normalize('NFKC').replaceAll(unseen, '')).toLowerCase();
}

/** The text with the code of each character that nobody sees in its place: `kim[U+200B]@acme.example`. */
export function showUnseen(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(
      /[\p{DI}\p{Cc}\u2800\ufff9-\ufffb]/gu,
      (one) => `[U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}
