import type { Json } from '#shared/lib/json.ts';

import type { Effect } from '../../lib/ledger.ts';
import { check } from './check-record.ts';
import { type ApiError, ApiFailure } from './failure.ts';
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

const failed = (...errors: readonly ApiError[]): Extract<Saved, { ok: false }> => ({ ok: false, errors });

/** Creates a record; expected refusals come back as errors, nothing is thrown for them. */
export function create(writer: Writer, object: ObjectDef, body: Readonly<Record<string, Json>>): Saved {
  if (object.name === 'Case' && !writer.org.settings.mayCreateCases) {
    return failed({
      code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      message: 'entity type cannot be inserted: Case',
      fields: [],
    });
  }
  if (writer.org.settings.storageLeft <= 0) {
    return failed({ code: 'STORAGE_LIMIT_EXCEEDED', message: 'storage limit exceeded', fields: [] });
  }
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
  // What this user can't see is not found, and then refused as a second one.
  const found = writer.org.byKey(object, keyField.name, key).filter((one) => isVisible(writer.org, one, writer.userId));
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

/** Whether this user sees the record. */
export function isVisible(org: Org, row: Row, userId: string): boolean {
  return row.object.name !== 'Case' || org.settings.caseVisibility === 'all' || row.values['OwnerId'] === userId;
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
