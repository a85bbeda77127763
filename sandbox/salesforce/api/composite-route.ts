import type { Json } from '#shared/lib/json.ts';

import type { Effect } from '../../lib/ledger.ts';
import { pathMatcher, type SandboxResponse } from '../../lib/route.ts';
import {
  type DataCall,
  type DataRoute,
  faultFor,
  isObject,
  type JsonObject,
  objectBody,
  recordFaults,
} from './data-call.ts';
import { type ApiError, ApiFailure, errorBody, notFound } from '../org/failure.ts';

const maxParts = 25;
const maxWideParts = 5;

type Part = {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: Json | undefined;
  readonly headers: JsonObject;
};
type Answer = {
  readonly referenceId: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
};

/** Up to 25 calls in one, where later ones may name what earlier ones answered: `@{case.id}`. */
export function compositeRoute(parts: readonly DataRoute[]): DataRoute {
  const routes = parts.map((route) => ({ route, match: pathMatcher(route.path) }));
  const runPart = (call: DataCall, part: Part): SandboxResponse => {
    const url = new URL(part.url, 'http://127.0.0.1');
    const [, version = '', path = ''] = /^\/services\/data\/(v\d+\.0)(\/.*)$/.exec(url.pathname) ?? [];
    for (const { route, match } of routes) {
      const params = route.method === part.method ? match(path) : undefined;
      if (params === undefined) continue;
      const [, assign] =
        Object.entries(part.headers).find(([name]) => name.toLowerCase() === 'sforce-auto-assign') ?? [];
      const autoAssign = typeof assign === 'string' ? assign.toUpperCase() !== 'FALSE' : call.writer.autoAssign;
      return route.run({
        ...call,
        version,
        params,
        query: url.searchParams,
        fault: undefined,
        writer: { ...call.writer, autoAssign },
        body: () => part.body ?? {},
      });
    }
    throw notFound();
  };
  return {
    operation: 'salesforce.composite',
    method: 'POST',
    path: '/composite',
    vendorFaults: recordFaults,
    run: (call) => {
      const { allOrNone } = objectBody(call);
      const list = partsOf(call);
      const effects: Effect[] = [];
      const inner: DataCall = { ...call, writer: { ...call.writer, effect: (effect) => effects.push(effect) } };
      const savepoint = call.org.savepoint();
      const answers: Answer[] = [];
      for (const [index, part] of list.entries()) {
        const halted = allOrNone === true && answers.some((answer) => answer.status >= 300);
        answers.push(halted ? failed(part, rolledBack) : answerTo(inner, part, index, answers, runPart));
      }
      if (allOrNone === true && answers.some((answer) => answer.status >= 300)) {
        savepoint.rollback();
        return wrap(
          answers.map((answer) => (answer.status >= 300 ? answer : { ...answer, ...failed(answer, rolledBack) })),
        );
      }
      savepoint.release();
      for (const effect of effects) call.writer.effect(effect);
      return wrap(answers);
    },
  };
}

const rolledBack: ApiError = {
  code: 'PROCESSING_HALTED',
  message: 'The transaction was rolled back since another operation in the same transaction failed.',
};

function wrap(answers: readonly Answer[]): SandboxResponse {
  return {
    status: 200,
    json: {
      compositeResponse: answers.map(({ referenceId, status, headers, body }) => ({
        body,
        httpHeaders: headers,
        httpStatusCode: status,
        referenceId,
      })),
    },
  };
}

function failed(part: { readonly referenceId: string }, error: ApiError, status = 400): Answer {
  return { referenceId: part.referenceId, status, headers: {}, body: errorBody([error]) as Json };
}

function answerTo(
  call: DataCall,
  part: Part,
  index: number,
  before: readonly Answer[],
  run: (call: DataCall, part: Part) => SandboxResponse,
): Answer {
  const fault = faultFor(call.fault, index);
  if (fault !== undefined) return failed(part, fault);
  try {
    const filled = fill({ url: part.url, body: part.body ?? null }, before) as {
      readonly url: string;
      readonly body: Json;
    };
    const given = run(call, { ...part, url: filled.url, body: filled.body ?? undefined });
    const { location } = given.headers ?? {};
    return {
      referenceId: part.referenceId,
      status: given.status,
      headers: location === undefined ? {} : { Location: location },
      body: (given.json ?? null) as Json,
    };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { referenceId: part.referenceId, status: error.status, headers: {}, body: errorBody(error.errors) as Json };
  }
}

/** Puts earlier answers where `@{reference.path}` stands. */
function fill(value: Json, answers: readonly Answer[]): Json {
  if (typeof value === 'string')
    return value.replace(/@\{(\w+)([^}]*)\}/g, (_, id: string, path: string) => lookUp(id, path, answers));
  if (Array.isArray(value)) return value.map((item: Json) => fill(item, answers));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, answers)]));
  return value;
}

function lookUp(id: string, path: string, answers: readonly Answer[]): string {
  const answer = answers.find((one) => one.referenceId === id);
  let value: Json | undefined = answer?.status !== undefined && answer.status < 300 ? answer.body : undefined;
  for (const step of path.match(/\w+/g) ?? []) {
    if (Array.isArray(value)) value = value[Number(step)] as Json | undefined;
    else value = isObject(value) ? value[step] : undefined;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ApiFailure(400, {
    code: 'PROCESSING_HALTED',
    message: `Invalid reference specified. No value for ${id}${path} found in ${id}`,
  });
}

function partsOf(call: DataCall): readonly Part[] {
  const { compositeRequest } = objectBody(call);
  if (!Array.isArray(compositeRequest) || compositeRequest.length === 0) {
    throw new ApiFailure(400, {
      code: 'REQUIRED_FIELD_MISSING',
      message: 'Required field is missing: compositeRequest',
      fields: ['compositeRequest'],
    });
  }
  const parts = compositeRequest.map((part: Json): Part => {
    const { method, url, referenceId, body, httpHeaders } = isObject(part) ? part : {};
    if (
      typeof method !== 'string' ||
      typeof url !== 'string' ||
      typeof referenceId !== 'string' ||
      !/^\w+$/.test(referenceId)
    ) {
      throw new ApiFailure(400, {
        code: 'INVALID_INPUT',
        message: 'Each subrequest needs method, url and a referenceId of letters, digits and underscores',
      });
    }
    return { method: method.toUpperCase(), url, referenceId, body, headers: isObject(httpHeaders) ? httpHeaders : {} };
  });
  if (new Set(parts.map((part) => part.referenceId)).size < parts.length) {
    throw new ApiFailure(400, { code: 'INVALID_INPUT', message: 'Each referenceId can be used once' });
  }
  const wide = parts.filter((part) => /\/(?:query|queryAll|composite\/sobjects)\b/.test(part.url));
  if (parts.length > maxParts || wide.length > maxWideParts) {
    throw new ApiFailure(400, {
      code: 'LIMIT_EXCEEDED',
      message: `The number of subrequests exceeds the limit of ${maxParts}, of them ${maxWideParts} queries or collections`,
    });
  }
  return parts;
}
