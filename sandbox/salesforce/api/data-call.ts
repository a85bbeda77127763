import type { Json } from '#shared/lib/json.ts';

import type { VendorFault } from '../../lib/fault.ts';
import type { SandboxResponse } from '../../lib/route.ts';
import { type ApiError, ApiFailure, badJson, lockedRow } from '../org/failure.ts';
import type { Org } from '../org/org.ts';
import type { Writer } from '../org/save.ts';

/** A call of the data API once session and version are checked; a composite's parts are such calls too. */
export type DataCall = {
  readonly org: Org;
  /** `v65.0`. */
  readonly version: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly writer: Writer;
  readonly fault: VendorFault | undefined;
  readonly apiUsage: { readonly used: number; readonly max: number };
  /** The body; throws JSON_PARSER_ERROR. */
  body(): Json;
};

export type DataRoute = {
  readonly operation: string;
  readonly method: string;
  /** Below `/services/data/:version`. */
  readonly path: string;
  readonly vendorFaults?: readonly string[];
  run(call: DataCall): SandboxResponse;
};

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as one object, or the vendor's parser error. */
export function objectBody(call: DataCall): JsonObject {
  const body = call.body();
  if (isObject(body)) return body;
  throw badJson('The request body must be a JSON object');
}

/** The faults that hit single records. */
export const recordFaults = ['lock-row', 'item-error'] as const;

/**
 * The error a fault gives to the record at `index`. Options: `item` or `items` (index from 0; the first without),
 * 'all' for every one; and for `item-error` also `code`, `message` and `fields`.
 */
export function faultFor(fault: VendorFault | undefined, index: number): ApiError | undefined {
  if (fault === undefined || (fault.name !== 'lock-row' && fault.name !== 'item-error')) return undefined;
  const { item = 0, items = [item], code, message, fields } = fault.options ?? {};
  if (items !== 'all' && (!Array.isArray(items) || !items.includes(index))) return undefined;
  if (fault.name === 'lock-row') return lockedRow;
  return {
    code: typeof code === 'string' ? code : 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    message: typeof message === 'string' ? message : 'A validation rule refused this record.',
    fields: Array.isArray(fields) ? fields.map(String) : [],
  };
}

/** Throws the fault for a call about one record. */
export function throwFault(call: DataCall): void {
  const error = faultFor(
    call.fault === undefined ? undefined : { ...call.fault, options: { ...call.fault.options, items: [0] } },
    0,
  );
  if (error !== undefined) throw new ApiFailure(400, error);
}
