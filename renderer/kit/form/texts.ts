import type { Shape } from './edit.ts';

/** A form that is a text for each field. What is left out is not changed by it. */
export type Texts = { readonly [field: string]: string };

/** The shape of such a form, whatever is stored. */
export function textShape<Stored>(toDraft: (stored: Stored) => Texts): Shape<Stored, Texts> {
  return {
    toDraft,
    fields: (draft) => new Map(Object.entries(draft)),
    withTheirs: (draft, theirs, field) => withText(draft, field, theirs[field]),
  };
}

/** With another text in a field; undefined = the field is left out. */
export function withText(texts: Texts, field: string, text: string | undefined): Texts {
  const { [field]: _, ...others } = texts;
  return text === undefined ? others : { ...others, [field]: text };
}

/** The texts that differ from `before`. */
export function changedTexts(before: Texts, now: Texts): Texts {
  return Object.fromEntries(Object.entries(now).filter(([field, text]) => before[field] !== text));
}
