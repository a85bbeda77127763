import type { Json } from '#shared/lib/json.ts';

import type { Effect } from '../lib/ledger.ts';
import { type ApiError, ApiFailure } from './failure.ts';
import { toRecordId } from './ids.ts';
import type { Org, Row } from './org.ts';
import type { FieldDef, ObjectDef } from './schema.ts';

/** Who writes, and how. */
export type Writer = {
  readonly org: Org;
  readonly userId: string;
  /** The `Sforce-Auto-Assign` header; true without one. */
  readonly autoAssign: boolean;
  readonly effect: (effect: Effect) => void;
};

export type Saved =
  | { readonly ok: true; readonly row: Row; readonly created: boolean }
  | { readonly ok: false; readonly errors: readonly ApiError[]; readonly several?: readonly Row[] };

type Checked =
  | { readonly ok: true; readonly values: Readonly<Record<string, Json>>; readonly comment: string | undefined }
  | { readonly ok: false; readonly errors: readonly ApiError[] };

const failed = (...errors: readonly ApiError[]): Extract<Saved, { ok: false }> => ({ ok: false, errors });

/** Creates a record; expected refusals come back as errors, nothing is thrown for them. */
export function create(writer: Writer, object: ObjectDef, body: Readonly<Record<string, Json>>): Saved {
  const checked = check(writer.org, object, body, undefined);
  if (!checked.ok) return checked;
  const row = writer.org.insert(object, withDefaults(writer, object, checked.values), writer.userId);
  record(writer, row, 'created', checked.values);
  if (checked.comment !== undefined) addComment(writer, row, checked.comment);
  return { ok: true, row, created: true };
}

/** Changes a record. */
export function update(writer: Writer, row: Row, body: Readonly<Record<string, Json>>): Saved {
  if (row.values['IsDeleted'] === true) {
    return failed({ code: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] });
  }
  const checked = check(writer.org, row.object, body, row);
  if (!checked.ok) return checked;
  const next = writer.org.update(
    row,
    { ...checked.values, ...closing(writer.org, row, checked.values) },
    writer.userId,
  );
  record(writer, next, 'updated', checked.values);
  if (checked.comment !== undefined) addComment(writer, next, checked.comment);
  return { ok: true, row: next, created: false };
}

/** Creates or changes the record with this external id. */
export function upsert(
  writer: Writer,
  object: ObjectDef,
  keyField: FieldDef,
  key: string,
  body: Readonly<Record<string, Json>>,
): Saved {
  const found = writer.org.byKey(object, keyField.name, key);
  const [row, second] = found;
  if (second !== undefined) {
    return {
      ok: false,
      several: found,
      errors: [
        {
          code: 'DUPLICATE_EXTERNAL_ID',
          message: `${keyField.label}: more than one record found for external id field: [${found.map((one) => one.id).join(', ')}]`,
          fields: [keyField.name],
        },
      ],
    };
  }
  return row === undefined ? create(writer, object, { ...body, [keyField.name]: key }) : update(writer, row, body);
}

/** The external id field of this name, or the vendor's 404. */
export function externalIdField(object: ObjectDef, name: string): FieldDef {
  const field = object.byName.get(name.toLowerCase());
  if (field?.externalId) return field;
  throw new ApiFailure(404, {
    code: 'NOT_FOUND',
    message: `Provided external ID field does not exist or is not accessible: ${name}`,
  });
}

export function isClosed(org: Org, status: Json | undefined): boolean {
  return org.settings.picklists.Status.some((choice) => choice.value === status && choice.closed === true);
}

function withDefaults(writer: Writer, object: ObjectDef, values: Readonly<Record<string, Json>>): Record<string, Json> {
  const { org } = writer;
  const all: Record<string, Json> = {};
  for (const field of object.fields) {
    const fallback =
      field.choices.find((choice) => choice.isDefault)?.value ?? (field.type === 'boolean' ? false : null);
    if (!field.writeOnly) all[field.name] = values[field.name] ?? fallback;
  }
  if (object.byName.has('ownerid') && values['OwnerId'] === undefined) {
    const queue = org.settings.assignmentQueue;
    const assigned = object.name === 'Case' && writer.autoAssign && queue !== null;
    all['OwnerId'] = assigned ? org.person(queue).id : writer.userId;
  }
  return { ...all, ...closing(org, undefined, all) };
}

/** `IsClosed` and `ClosedDate` follow the status; the date is the stamp the org is about to give. */
function closing(org: Org, before: Row | undefined, values: Readonly<Record<string, Json>>): Record<string, Json> {
  if (values['Status'] === undefined || values['Status'] === null) return {};
  const closed = isClosed(org, values['Status']);
  if (before !== undefined && before.values['IsClosed'] === closed) return {};
  return { IsClosed: closed, ClosedDate: closed ? org.stamp() : null };
}

function addComment(writer: Writer, parent: Row, body: string): void {
  const object = writer.org.schema.object('CaseComment');
  if (object !== undefined) create(writer, object, { ParentId: parent.id, CommentBody: body, IsPublished: false });
}

function record(writer: Writer, row: Row, what: 'created' | 'updated', fields: Readonly<Record<string, Json>>): void {
  const key = row.object.fields.find((field) => field.externalId);
  const value = key === undefined ? undefined : row.values[key.name];
  writer.effect({
    effect: `${row.object.word}.${what}`,
    id: row.id,
    ...(typeof value === 'string' ? { key: value } : {}),
    data: {
      ...(row.object.name === 'Case'
        ? { caseNumber: row.values['CaseNumber'] ?? null, autoAssign: writer.autoAssign }
        : {}),
      fields,
    },
  });
}

function check(org: Org, object: ObjectDef, body: Readonly<Record<string, Json>>, row: Row | undefined): Checked {
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
