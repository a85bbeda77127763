import { withArticle } from '#shared/lib/sentence.ts';
import { documentType, documentTypes } from '#shared/model/edi/document-types.ts';

/** What there is no single one of: `routing instructions`. */
const uncounted = /(?:instructions|relationships|information|activity)$/i;

/** `an invoice (810)`, `routing instructions (754)`, `a document of type 831`. */
export function aDocument(type: string): string {
  const known = documentType(type);
  if (known === undefined) return `a document of type ${type}`;
  const name = `${known.name.toLowerCase()} (${known.type})`;
  if (uncounted.test(known.name)) return name;
  return withArticle(name);
}

/** The types that somebody may wait for an acknowledgement of, as choices; `present` ones are among them in any case. */
export function typeChoices(present: readonly string[]): { readonly value: string; readonly label: string }[] {
  const known = documentTypes.filter((entry) => !entry.acknowledgement).map(({ type }) => type);
  const others = present.filter((type) => type !== '' && !known.includes(type));
  return [...known, ...new Set(others)].map((value) => ({ value, label: aDocument(value) }));
}
