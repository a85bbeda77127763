import type { CaseField, CaseShape } from '../org/describe.ts';

/** A text that a person entered for a field, as the API takes it; or what was expected instead. */
export type FieldValue = { readonly value: string | number | boolean } | { readonly expected: string };

const shownChoices = 12;

/** Reads `text` as the type that describe gives the field. Empty text is no value and is not asked about here. */
export function fieldValue(shape: CaseShape, field: CaseField, text: string): FieldValue {
  const { type, length } = field;
  switch (type) {
    case 'boolean': {
      if (/^(true|yes|1)$/i.test(text)) return { value: true };
      return /^(false|no|0)$/i.test(text) ? { value: false } : { expected: 'true or false' };
    }
    case 'int':
    case 'long':
      return /^-?\d+$/.test(text) ? { value: Number(text) } : { expected: 'a whole number' };
    case 'double':
    case 'currency':
    case 'percent':
      return /^-?\d+(\.\d+)?$/.test(text) ? { value: Number(text) } : { expected: 'a number such as 12.5' };
    case 'date':
      return isDate(text) ? { value: text } : { expected: 'a date such as 2026-12-31' };
    case 'datetime': {
      const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
      return Number.isNaN(at)
        ? { expected: 'a date and time such as 2026-12-31T08:00Z' }
        : { value: new Date(at).toISOString() };
    }
    case 'picklist':
    case 'combobox':
      return choices(field, [text]);
    case 'multipicklist':
      return choices(
        field,
        text.split(';').map((one) => one.trim()),
      );
    case 'reference':
      return reference(shape, field, text);
    case 'base64':
    case 'location':
    case 'address':
    case 'complexvalue':
    case 'id':
      return { expected: 'nothing: a field of this type can’t be set from here' };
    default:
      return length > 0 && text.length > length ? { expected: `at most ${length} characters` } : { value: text };
  }
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function choices({ values, restricted }: CaseField, wanted: readonly string[]): FieldValue {
  const found = wanted.map((one) => values.find(({ value }) => value.toLowerCase() === one.toLowerCase())?.value);
  if (found.includes(undefined) && restricted) {
    const known = values.slice(0, shownChoices).map(({ value }) => value);
    return { expected: `one of ${known.join(', ')}${values.length > known.length ? ', …' : ''}` };
  }
  return { value: wanted.map((one, at) => found[at] ?? one).join(';') };
}

function reference({ recordTypes }: CaseShape, { name, referenceTo }: CaseField, text: string): FieldValue {
  if (name === 'RecordTypeId') {
    const found = recordTypes.find(
      (one) => one.name.toLowerCase() === text.toLowerCase() || one.id.slice(0, 15) === text.slice(0, 15),
    );
    if (found !== undefined) return { value: found.id };
    return { expected: `a record type: ${recordTypes.map((one) => one.name).join(', ') || 'this user has none'}` };
  }
  return /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(text)
    ? { value: text }
    : { expected: `the 15- or 18-character id of a ${referenceTo.join(' or ') || 'record'}` };
}
