/** The text with a full stop, unless it ends in a mark of its own: so that another sentence can follow. */
export function sentence(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed === '' || /[.!?…:;]["”’')\]]*$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** With its first letter large. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `an incident`, `a case`. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `cases`, `entries`, `boxes`: of an English noun that is regular. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** What there is to choose from, as an error's next step: `There are a, b.`, `There is only a.`; `none` where there is nothing. */
export function whatThereIs(names: readonly string[], none: string): string {
  if (names.length === 0) return none;
  return names.length === 1 ? `There is only ${names.join()}.` : `There are ${names.join(', ')}.`;
}
