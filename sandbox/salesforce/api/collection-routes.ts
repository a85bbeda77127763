import type { Json } from '#shared/lib/json.ts';

import type { Effect } from '../../lib/ledger.ts';
import type { SandboxResponse } from '../../lib/route.ts';
import {
  type DataCall,
  type DataRoute,
  faultFor,
  isObject,
  type JsonObject,
  objectBody,
  recordFaults,
} from './data-call.ts';
import { type ApiError, ApiFailure, itemErrors } from '../org/failure.ts';
import { objectOf } from './record-routes.ts';
import { create, externalIdField, type Saved, update, upsert, type Writer } from '../org/save.ts';
import type { FieldDef, ObjectDef } from '../org/schema.ts';

const maxRecords = 200;
const maxChunks = 10;

/** Up to 200 records in one call; always 200 with one result per record, in order. */
export const collectionRoutes: readonly DataRoute[] = [
  {
    operation: 'salesforce.collections.create',
    method: 'POST',
    path: '/composite/sobjects',
    vendorFaults: recordFaults,
    run: (call) =>
      saveAll(call, (writer, record) => {
        const name = typeName(record);
        const object = call.org.schema.object(name);
        if (object !== undefined) return create(writer, object, record);
        return {
          ok: false,
          errors: [{ code: 'INVALID_TYPE', message: `sObject type '${name}' is not supported.`, fields: [] }],
        };
      }),
  },
  {
    operation: 'salesforce.collections.update',
    method: 'PATCH',
    path: '/composite/sobjects',
    vendorFaults: recordFaults,
    run: (call) =>
      saveAll(call, (writer, record) => {
        const { id, Id = id, ...rest } = record;
        if (typeof Id !== 'string') return missing('Id');
        const row = call.org.find(Id);
        if (row !== undefined) return update(writer, row, rest);
        return {
          ok: false,
          errors: [{ code: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] }],
        };
      }),
  },
  {
    operation: 'salesforce.collections.upsert',
    method: 'PATCH',
    path: '/composite/sobjects/:type/:field',
    vendorFaults: recordFaults,
    run: (call) => {
      const object = objectOf(call);
      const field = externalIdField(object, call.params['field'] ?? '');
      const seen = keyCounts(recordsOf(call), field);
      return saveAll(
        call,
        (writer, record) => {
          const key = keyOf(record, field);
          if (key === '') return missing(field.name);
          if ((seen.get(folded(key, field)) ?? 0) > 1) {
            return {
              ok: false,
              errors: [
                { code: 'DUPLICATE_VALUE', message: `Duplicate external id specified: ${key}`, fields: [field.name] },
              ],
            };
          }
          const { [field.name]: _key, ...rest } = record;
          return upsert(writer, object, field, key, rest);
        },
        object,
      );
    },
  },
];

const missing = (name: string): Saved => ({
  ok: false,
  errors: [{ code: 'MISSING_ARGUMENT', message: `${name} not specified`, fields: [name] }],
});

function saveAll(
  call: DataCall,
  save: (writer: Writer, record: JsonObject) => Saved,
  only?: ObjectDef,
): SandboxResponse {
  const { allOrNone } = objectBody(call);
  const records = recordsOf(call);
  refuseWrongTypes(records, only);
  const effects: Effect[] = [];
  const writer: Writer = { ...call.writer, effect: (effect) => effects.push(effect) };
  const savepoint = call.org.savepoint();
  const { triggerLimit } = call.org.settings;
  const tooMany = triggerLimit !== null && records.length > triggerLimit;
  const results = records.map((record, index): Saved => {
    if (tooMany) return { ok: false, errors: [cpuLimit] };
    const fault = faultFor(call.fault, index);
    return fault === undefined ? save(writer, record) : { ok: false, errors: [fault] };
  });
  if (allOrNone === true && results.some((result) => !result.ok)) {
    savepoint.rollback();
    return {
      status: 200,
      json: results.map((result) => itemOf(result.ok ? { ok: false, errors: [rolledBack] } : result)),
    };
  }
  savepoint.release();
  for (const effect of effects) call.writer.effect(effect);
  const upserted = only !== undefined;
  return { status: 200, json: results.map((result) => itemOf(result, upserted)) };
}

/** A trigger's limits are counted for all records of a call, so all of them fail. */
const cpuLimit: ApiError = {
  code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  message: 'CaseTrigger: System.LimitException: Apex CPU time limit exceeded: Trigger.CaseTrigger: line 12, column 1',
  fields: [],
};

const rolledBack: ApiError = {
  code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};

function itemOf(result: Saved, upserted = false): unknown {
  if (!result.ok) return { success: false, errors: itemErrors(result.errors) };
  return { id: result.row.id, success: true, errors: [], ...(upserted ? { created: result.created } : {}) };
}

function recordsOf(call: DataCall): readonly JsonObject[] {
  const { records } = objectBody(call);
  if (!Array.isArray(records)) {
    throw new ApiFailure(400, {
      code: 'REQUIRED_FIELD_MISSING',
      message: 'Required field is missing: records',
      fields: ['records'],
    });
  }
  if (records.length > maxRecords) {
    throw new ApiFailure(400, {
      code: 'EXCEEDED_ID_LIMIT',
      message: `record limit reached. cannot submit more than ${maxRecords} records in this operation`,
    });
  }
  return records.map((record: Json) => {
    if (isObject(record)) return record;
    throw new ApiFailure(400, { code: 'JSON_PARSER_ERROR', message: 'Each record must be a JSON object' });
  });
}

function typeName(record: JsonObject): string {
  const { attributes } = record;
  return isObject(attributes) && typeof attributes['type'] === 'string' ? attributes['type'] : '';
}

function refuseWrongTypes(records: readonly JsonObject[], only: ObjectDef | undefined): void {
  let chunks = 0;
  let last: string | undefined;
  for (const record of records) {
    const name = typeName(record);
    if (name === '') {
      throw new ApiFailure(400, {
        code: 'INVALID_FIELD',
        message: 'Each record needs attributes with a type',
        fields: [],
      });
    }
    if (only !== undefined && name.toLowerCase() !== only.name.toLowerCase()) {
      throw new ApiFailure(400, {
        code: 'INVALID_TYPE',
        message: `An upsert takes one type: ${only.name}, not ${name}`,
      });
    }
    if (name !== last) chunks++;
    last = name;
  }
  if (chunks > maxChunks) {
    throw new ApiFailure(400, {
      code: 'LIMIT_EXCEEDED',
      message: `Cannot have more than ${maxChunks} chunks in a single operation`,
    });
  }
}

function keyOf(record: JsonObject, field: FieldDef): string {
  const value = record[field.name];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

const folded = (key: string, field: FieldDef): string => (field.caseSensitive ? key : key.toLowerCase());

function keyCounts(records: readonly JsonObject[], field: FieldDef): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) {
    const key = folded(keyOf(record, field), field);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
