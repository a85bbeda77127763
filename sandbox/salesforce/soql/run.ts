import { assertNever } from '#shared/lib/assert-never.ts';
import type { Json } from '#shared/lib/json.ts';

import { ApiFailure } from '../org/failure.ts';
import { toRecordId } from '../org/ids.ts';
import type { Org, Row } from '../org/org.ts';
import { isVisible } from '../org/save.ts';
import type { FieldDef, ObjectDef } from '../org/schema.ts';
import type { Comparison, Condition, FieldPath, Literal, Order, Query } from './parse.ts';
import { attributes, type Reach, reach, toWire } from '../org/values.ts';

type Test = (row: Row) => boolean;

export type Found = { readonly total: number; readonly rows: readonly Row[]; project(row: Row, version: string): Json };

/** Finds the records of a query; `deletedToo` is `queryAll`. Throws what the vendor answers to a wrong query. */
export function runQuery(org: Org, query: Query, deletedToo: boolean, userId: string): Found {
  const object = org.schema.object(query.from);
  if (object === undefined) {
    throw new ApiFailure(400, {
      code: 'INVALID_TYPE',
      message: `${pointer(query, query.text.search(/\bfrom\b/i) + 5)}\nsObject type '${query.from}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    });
  }
  const fields = query.fields.map((path) => resolve(org, object, query, path));
  const where = query.where === undefined ? () => true : compile(org, object, query, query.where);
  const rows: Row[] = [];
  for (const now of org.rows(object)) {
    const row = org.shown(now);
    if (row === null || !isVisible(org, row, userId)) continue;
    if ((deletedToo || row.values['IsDeleted'] !== true) && where(row)) rows.push(row);
  }
  if (query.orderBy.length > 0) rows.sort(comparer(org, object, query, query.orderBy));
  const end = query.limit === undefined ? undefined : query.offset + query.limit;
  const taken = query.offset === 0 && end === undefined ? rows : rows.slice(query.offset, end);
  return {
    total: taken.length,
    rows: query.fields.length === 0 ? [] : taken,
    project: (row, version) => project(org, fields, row, version),
  };
}

function project(org: Org, fields: readonly Reach[], row: Row, version: string): Json {
  const out: Record<string, Json> = { attributes: attributes(version, row) };
  for (const field of fields) {
    let into = out;
    let at: Row | undefined = row;
    for (const name of field.names.slice(0, -1)) {
      const link: FieldDef | undefined = at?.object.relationships.get(name.toLowerCase());
      const id: Json = link === undefined ? null : (at?.values[link.name] ?? null);
      at = typeof id === 'string' ? org.find(id) : undefined;
      if (at === undefined) {
        into[name] = null;
        break;
      }
      const nested = (into[name] ?? { attributes: attributes(version, at) }) as Record<string, Json>;
      into[name] = nested;
      into = nested;
    }
    if (at !== undefined) into[field.field.name] = toWire(field.field, at.values[field.field.name] ?? null);
  }
  return out;
}

function resolve(org: Org, object: ObjectDef, query: Query, path: FieldPath): Reach {
  const found = reach(org, object, path.path);
  if (found !== undefined) return found;
  const name = path.path.at(-1) ?? '';
  const what =
    path.path.length > 1 && !object.relationships.has((path.path[0] ?? '').toLowerCase())
      ? `Didn't understand relationship '${path.path[0] ?? ''}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
      : `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  throw new ApiFailure(400, { code: 'INVALID_FIELD', message: `${pointer(query, path.at)}\n${what}` });
}

/** The vendor shows the place: the text around it, a caret, and row and column. */
function pointer(query: Query, at: number): string {
  const from = Math.max(0, at - 20);
  return `\n${query.text.slice(from, at + 20)}\n${' '.repeat(at - from)}^\nERROR at Row:1:Column:${at + 1}`;
}

function compile(org: Org, object: ObjectDef, query: Query, condition: Condition): Test {
  switch (condition.kind) {
    case 'not': {
      const inner = compile(org, object, query, condition.condition);
      return (row) => !inner(row);
    }
    case 'and': {
      const all = condition.conditions.map((one) => compile(org, object, query, one));
      return (row) => all.every((test) => test(row));
    }
    case 'or': {
      const all = condition.conditions.map((one) => compile(org, object, query, one));
      return (row) => all.some((test) => test(row));
    }
    case 'compare': {
      const field = filterable(org, object, query, condition.field);
      return compare(field, condition.operator, literal(field.field, condition.value));
    }
    case 'in': {
      const field = filterable(org, object, query, condition.field);
      const wanted = new Set(condition.values.map((value) => fold(field.field, literal(field.field, value))));
      return (row) => wanted.has(fold(field.field, field.read(row))) !== condition.negated;
    }
    case 'like': {
      const field = filterable(org, object, query, condition.field);
      const pattern = likePattern(condition.pattern);
      return (row) => {
        const value = field.read(row);
        return typeof value === 'string' && pattern.test(value);
      };
    }
    default:
      return assertNever(condition, 'condition');
  }
}

function filterable(org: Org, object: ObjectDef, query: Query, path: FieldPath): Reach {
  const found = resolve(org, object, query, path);
  if (found.field.filterable) return found;
  throw new ApiFailure(400, {
    code: 'INVALID_FIELD',
    message: `${pointer(query, path.at)}\nfield '${found.field.name}' can not be filtered in a query call`,
  });
}

function literal(field: FieldDef, value: Literal): Json {
  if (value.kind === 'null') return null;
  const wanted = field.type === 'datetime' ? 'time' : field.type === 'boolean' ? 'boolean' : 'text';
  if (value.kind !== wanted) {
    const quotes = value.kind === 'text' ? 'should not be enclosed in quotes' : 'should be enclosed in quotes';
    const type = wanted === 'time' ? 'dateTime' : wanted === 'boolean' ? 'boolean' : 'string';
    throw new ApiFailure(400, {
      code: 'INVALID_FIELD',
      message: `value of filter criterion for field '${field.name}' must be of type ${type} and ${quotes}`,
    });
  }
  if (value.kind === 'text' && (field.type === 'id' || field.type === 'reference')) {
    const id = toRecordId(value.value);
    if (id !== undefined || value.value === '') return id ?? null;
    throw new ApiFailure(400, { code: 'INVALID_QUERY_FILTER_OPERATOR', message: `invalid ID field: ${value.value}` });
  }
  if (value.kind === 'text' && value.value === '') return null;
  return value.value;
}

/** Text is compared without regard to case, unless the field is a case-sensitive key or an id. */
function fold(field: FieldDef, value: Json): Json {
  const sensitive = field.caseSensitive || field.type === 'id' || field.type === 'reference';
  return typeof value === 'string' && !sensitive ? value.toLowerCase() : value;
}

function compare(field: Reach, operator: Comparison, literalValue: Json): Test {
  const wanted = fold(field.field, literalValue);
  const read = (row: Row) => fold(field.field, field.read(row));
  if (operator === '=') return (row) => read(row) === wanted;
  if (operator === '!=') return (row) => read(row) !== wanted;
  return (row) => {
    const value = read(row);
    if (value === null || wanted === null) return false;
    const sign = value < wanted ? -1 : value > wanted ? 1 : 0;
    if (operator === '<') return sign < 0;
    if (operator === '>') return sign > 0;
    return operator === '<=' ? sign <= 0 : sign >= 0;
  };
}

function likePattern(pattern: string): RegExp {
  const source = pattern.replace(/\\[%_]|[%_]|[.*+?^${}()|[\]\\]/g, (part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return part.length === 2 ? (part[1] ?? '') : `\\${part}`;
  });
  return new RegExp(`^${source}$`, 'is');
}

function comparer(org: Org, object: ObjectDef, query: Query, orders: readonly Order[]): (a: Row, b: Row) => number {
  const keys = orders.map((order) => ({ ...order, reach: resolve(org, object, query, order.field) }));
  return (a, b) => {
    for (const key of keys) {
      const left = fold(key.reach.field, key.reach.read(a));
      const right = fold(key.reach.field, key.reach.read(b));
      if (left === right) continue;
      if (left === null || right === null) return (left === null) === key.nullsLast ? 1 : -1;
      return left < right === key.descending ? 1 : -1;
    }
    return 0;
  };
}
