import type { Json } from '#shared/lib/json.ts';

import type { SandboxResponse } from '../../lib/route.ts';
import { type DataCall, type DataRoute, objectBody, recordFaults, throwFault } from './data-call.ts';
import { describeObject, summary } from './describe.ts';
import { type ApiError, ApiFailure, noSuchRecord, notFound } from '../org/failure.ts';
import type { Row } from '../org/org.ts';
import { create, externalIdField, type Saved, update, upsert } from '../org/save.ts';
import type { ObjectDef, Schema } from '../org/schema.ts';
import { attributes, reach, toWire } from '../org/values.ts';

/** Single records. Each object has its own call names (`salesforce.case.upsert`); `salesforce.record.*` takes the rest. */
export function recordRoutes(schema: Schema): readonly DataRoute[] {
  return [
    {
      operation: 'salesforce.objects',
      method: 'GET',
      path: '/sobjects',
      run: (call) => ({
        status: 200,
        json: {
          encoding: 'UTF-8',
          maxBatchSize: 200,
          sobjects: call.org.schema.objects.map((object) => summary(object, call.version)),
        },
      }),
    },
    {
      operation: 'salesforce.describe',
      method: 'GET',
      path: '/sobjects/:type/describe',
      run: (call) => {
        const object = objectOf(call);
        const mayCreate = object.name !== 'Case' || call.org.settings.mayCreateCases;
        return { status: 200, json: describeObject(object, call.version, mayCreate) };
      },
    },
    ...schema.objects.flatMap((object) => routesOf(object.word, object.name)),
    ...routesOf('record', ':type'),
  ];
}

function routesOf(word: string, segment: string): readonly DataRoute[] {
  const path = `/sobjects/${segment}`;
  const typed = (call: DataCall): DataCall =>
    segment === ':type' ? call : { ...call, params: { ...call.params, type: segment } };
  const route = (name: string, method: string, rest: string, run: (call: DataCall) => SandboxResponse): DataRoute => ({
    operation: `salesforce.${word}.${name}`,
    method,
    path: `${path}${rest}`,
    ...(method === 'GET' ? {} : { vendorFaults: recordFaults }),
    run: (call) => run(typed(call)),
  });
  return [
    route('create', 'POST', '', createRecord),
    route('get', 'GET', '/:id', (call) => readRecord(call, rowOf(call))),
    route('update', 'PATCH', '/:id', updateRecord),
    route('delete', 'DELETE', '/:id', deleteRecord),
    route('get-by-key', 'GET', '/:field/:value', readByKey),
    route('upsert', 'PATCH', '/:field/:value', upsertRecord),
  ];
}

export function objectOf(call: DataCall): ObjectDef {
  const object = call.org.schema.object(call.params['type'] ?? '');
  if (object === undefined) throw notFound();
  return object;
}

function rowOf(call: DataCall): Row {
  const object = objectOf(call);
  const row = call.org.find(call.params['id'] ?? '');
  if (row === undefined || row.object.name !== object.name) throw noSuchRecord();
  if (row.values['IsDeleted'] !== true) return row;
  throw new ApiFailure(404, { code: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] });
}

function createRecord(call: DataCall): SandboxResponse {
  const object = objectOf(call);
  const body = objectBody(call);
  throwFault(call);
  return savedAnswer(call, create(call.writer, object, body));
}

function updateRecord(call: DataCall): SandboxResponse {
  const row = rowOf(call);
  const body = objectBody(call);
  refuseInBody(body, 'Id');
  throwFault(call);
  const saved = update(call.writer, row, body);
  return saved.ok ? { status: 204 } : savedAnswer(call, saved);
}

function deleteRecord(call: DataCall): SandboxResponse {
  const row = rowOf(call);
  throwFault(call);
  call.org.remove(row, call.writer.userId);
  call.writer.effect({ effect: `${row.object.word}.deleted`, id: row.id, data: {} });
  return { status: 204 };
}

function upsertRecord(call: DataCall): SandboxResponse {
  const object = objectOf(call);
  const field = externalIdField(object, call.params['field'] ?? '');
  const body = objectBody(call);
  refuseInBody(body, 'Id');
  refuseInBody(body, field.name);
  throwFault(call);
  const saved = upsert(call.writer, object, field, call.params['value'] ?? '', body);
  if (!saved.ok && saved.several !== undefined) return choices(call, saved.several);
  if (saved.ok && !saved.created && call.org.settings.upsertUpdateStatus === 204) return { status: 204 };
  return savedAnswer(call, saved, true);
}

function readByKey(call: DataCall): SandboxResponse {
  const object = objectOf(call);
  const field = externalIdField(object, call.params['field'] ?? '');
  const found = call.org.byKey(object, field.name, call.params['value'] ?? '');
  const [row, second] = found;
  if (second !== undefined) return choices(call, found);
  if (row === undefined) throw noSuchRecord();
  return readRecord(call, row);
}

function readRecord(call: DataCall, row: Row): SandboxResponse {
  const wanted = call.query.get('fields');
  const names =
    wanted === null || wanted === ''
      ? row.object.fields.filter((field) => !field.writeOnly).map((field) => field.name)
      : wanted.split(',').map((name) => name.trim());
  const json: Record<string, Json> = { attributes: attributes(call.version, row) };
  for (const name of names) {
    const found = reach(call.org, row.object, [name]);
    if (found === undefined) {
      throw new ApiFailure(400, {
        code: 'INVALID_FIELD',
        message: `No such column '${name}' on sobject of type ${row.object.name}`,
      });
    }
    json[found.field.name] = toWire(found.field, found.read(row));
  }
  return { status: 200, json };
}

function savedAnswer(call: DataCall, saved: Saved, upserted = false): SandboxResponse {
  if (!saved.ok) throw new ApiFailure(statusOf(saved.errors), ...saved.errors);
  const { row, created } = saved;
  return {
    status: created ? 201 : 200,
    ...(created
      ? { headers: { location: `/services/data/${call.version}/sobjects/${row.object.name}/${row.id}` } }
      : {}),
    json: { id: row.id, success: true, errors: [], ...(upserted ? { created } : {}) },
  };
}

function statusOf(errors: readonly ApiError[]): number {
  return errors.some((error) => error.code === 'ENTITY_IS_DELETED') ? 404 : 400;
}

function choices(call: DataCall, rows: readonly Row[]): SandboxResponse {
  return {
    status: 300,
    json: rows.map((row) => `/services/data/${call.version}/sobjects/${row.object.name}/${row.id}`),
  };
}

function refuseInBody(body: { readonly [key: string]: Json }, name: string): void {
  if (!Object.keys(body).some((key) => key.toLowerCase() === name.toLowerCase())) return;
  throw new ApiFailure(400, {
    code: 'INVALID_FIELD',
    message: `The ${name} field should not be specified in the sobject data.`,
  });
}
