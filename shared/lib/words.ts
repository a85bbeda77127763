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

/** Format characters that turn or hide what stands beside them; joiners within a word are not among them. */
const unseen = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** What is seen of a name, on one line: without characters by which it looks like another one, or says more than it shows. */
export function visible(text: string): string {
  return squeezed(
    text
      .toWellFormed()
      .replaceAll(unseen, '')
      .replaceAll(/\p{Cc}/gu, ' '),
  );
}
