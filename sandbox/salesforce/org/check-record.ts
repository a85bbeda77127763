import type { Json } from '#shared/lib/json.ts';

import type { ApiError } from './failure.ts';
import { toRecordId } from './ids.ts';
import type { Org, Row } from './org.ts';
import type { FieldDef, ObjectDef } from './schema.ts';

type Checked =
  | { readonly ok: true; readonly values: Readonly<Record<string, Json>>; readonly comment: string | undefined }
  | { readonly ok: false; readonly errors: readonly ApiError[] };

const failed = (...errors: readonly ApiError[]): Checked => ({ ok: false, errors });

/** Checks what is to be written against the fields of the object; `row` is the record to change, absent for a new one. */
export function check(
  org: Org,
  object: ObjectDef,
  body: Readonly<Record<string, Json>>,
  row: Row | undefined,
): Checked {
  const values: Record<string, Json> = {};
  const errors: ApiError[] = [];
  const locked: string[] = [];
  let comment: string | undefined;
  for (const [name, given] of Object.entries(body)) {
    if (name === 'attributes') continue;
    const field = object.byName.get(name.toLowerCase());
    if (field === undefined) {
      return failed({
        code: 'INVALID_FIELD',
        message: `No such column '${name}' on sobject of type ${object.name}`,
        fields: [],
      });
    }
    if (!(row === undefined ? field.createable : field.updateable)) {
      locked.push(field.name);
      continue;
    }
    const result = coerce(org, field, given);
    if ('error' in result) errors.push(result.error);
    else if (field.writeOnly) comment = typeof result.value === 'string' ? result.value : undefined;
    else values[field.name] = result.value;
  }
  if (locked.length > 0) {
    errors.unshift({
      code: 'INVALID_FIELD_FOR_INSERT_UPDATE',
      message: `Unable to create/update fields: ${locked.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      fields: locked,
    });
  }
  const missing = object.fields.filter(
    (field) => field.required && (row === undefined ? (values[field.name] ?? null) : values[field.name]) === null,
  );
  if (missing.length > 0 && errors.length === 0) {
    const names = missing.map((field) => field.name);
    errors.push({
      code: 'REQUIRED_FIELD_MISSING',
      message: `Required fields are missing: [${names.join(', ')}]`,
      fields: names,
    });
  }
  const taken = errors.length > 0 ? undefined : duplicate(org, object, values, row);
  if (taken !== undefined) errors.push(taken);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, values, comment };
}

function duplicate(
  org: Org,
  object: ObjectDef,
  values: Readonly<Record<string, Json>>,
  row: Row | undefined,
): ApiError | undefined {
  for (const field of object.fields) {
    const value = values[field.name];
    if (!field.unique || typeof value !== 'string') continue;
    const other = org.byKey(object, field.name, value).find((one) => one.id !== row?.id);
    if (other === undefined) continue;
    return {
      code: 'DUPLICATE_VALUE',
      message: `duplicate value found: ${field.name} duplicates value on record with id: ${other.id}`,
      fields: [],
    };
  }
  return undefined;
}

function coerce(org: Org, field: FieldDef, given: Json): { value: Json } | { error: ApiError } {
  const error = (code: string, message: string, fields: readonly string[] = [field.name]) => ({
    error: { code, message, fields },
  });
  if (given !== null && typeof given === 'object') {
    return error('JSON_PARSER_ERROR', `Cannot deserialize instance of ${field.type} from a JSON object or list`, []);
  }
  if (field.type === 'boolean') {
    if (given === null)
      return error('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.label}: value not of required type: null`);
    return typeof given === 'boolean'
      ? { value: given }
      : error(
          'JSON_PARSER_ERROR',
          `Cannot deserialize instance of boolean from ${typeof given} value ${String(given)}`,
          [],
        );
  }
  // Text is stored without blanks around it, and empty text is no value at all.
  const text = given === null ? '' : String(given).trim();
  if (field.type === 'picklist') {
    const known = field.choices.some((choice) => choice.value === text && choice.active !== false);
    if ((text === '' && field.name === 'Status') || (text !== '' && field.restricted && !known)) {
      return error(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field.label}: bad value for restricted picklist field: ${text}`,
      );
    }
  }
  if (text === '') return { value: null };
  if (field.type === 'reference') {
    const id = toRecordId(text);
    if (id === undefined) return error('MALFORMED_ID', `${field.label}: id value of incorrect type: ${text}`);
    const target = org.find(id);
    if (target === undefined || !field.referenceTo.includes(target.object.name)) {
      return error('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    }
    const { Name: name } = target.values;
    if (
      target.object.name === 'Account' &&
      typeof name === 'string' &&
      org.settings.accountsOutOfReach.includes(name)
    ) {
      return error(
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${id}`,
        [],
      );
    }
    return { value: id };
  }
  if (field.type === 'datetime') {
    const at = Date.parse(text);
    return Number.isNaN(at)
      ? error('JSON_PARSER_ERROR', `Cannot deserialize instance of datetime from ${text}`, [])
      : { value: at };
  }
  const length = field.name === 'CommentBody' || field.writeOnly ? Buffer.byteLength(text) : text.length;
  if (field.length > 0 && length > field.length) {
    return error(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`,
    );
  }
  return { value: text };
}
