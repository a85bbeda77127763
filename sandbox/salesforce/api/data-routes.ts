import type { Json } from '#shared/lib/json.ts';

import type { Route, SandboxRequest, SandboxResponse } from '../../lib/route.ts';
import { collectionRoutes } from './collection-routes.ts';
import { compositeRoute } from './composite-route.ts';
import type { DataRoute } from './data-call.ts';
import {
  ApiFailure,
  badJson,
  badSession,
  concurrentRequestsExceeded,
  failureResponse,
  notFound,
  totalRequestsExceeded,
} from '../org/failure.ts';
import type { OAuth } from '../sign-in/oauth.ts';
import type { Org } from '../org/org.ts';
import { queryRoutes } from './query-routes.ts';
import { recordRoutes } from './record-routes.ts';

const oldestVersion = 46;
const newestVersion = 67;

/** Vendor faults any data call can play. */
const callFaults = ['token-expired', 'request-limit', 'concurrent-limit', 'server-unavailable'] as const;

/** The data API: session, version and limits around the calls themselves. */
export function dataRoutes(org: Org, oauth: OAuth, instance: string): readonly Route[] {
  let used = 0;
  const within = [
    ...collectionRoutes,
    ...queryRoutes(instance),
    limitsRoute,
    resourcesRoute,
    ...recordRoutes(org.schema),
  ];
  const routes = [compositeRoute(within), ...within];
  const serve = (route: DataRoute, request: SandboxRequest): SandboxResponse => {
    const answer = guarded(() => {
      const version = request.params['version'] ?? '';
      const number = Number(/^v(\d+)\.0$/.exec(version)?.[1] ?? 0);
      if (number < oldestVersion || number > newestVersion) throw notFound();
      if (request.fault?.name === 'token-expired') throw badSession();
      const session = oauth.session(bearer(request));
      if (session === undefined) throw badSession();
      used++;
      if (request.fault?.name === 'concurrent-limit') throw concurrentRequestsExceeded();
      if (request.fault?.name === 'request-limit' || used > org.settings.dailyApiLimit) throw totalRequestsExceeded();
      if (request.fault?.name === 'server-unavailable') {
        throw new ApiFailure(503, { code: 'SERVER_UNAVAILABLE', message: 'Server unavailable' });
      }
      return route.run({
        org,
        version,
        params: request.params,
        query: request.query,
        headers: request.headers,
        fault: request.fault,
        apiUsage: { used, max: org.settings.dailyApiLimit },
        writer: {
          org,
          userId: session.userId,
          autoAssign: String(request.headers['sforce-auto-assign'] ?? 'TRUE').toUpperCase() !== 'FALSE',
          effect: (effect) => request.effect(effect),
        },
        body: () => parse(request.text),
      });
    });
    return {
      ...answer,
      headers: {
        'sforce-limit-info': `api-usage=${Math.min(used, org.settings.dailyApiLimit)}/${org.settings.dailyApiLimit}`,
        ...answer.headers,
      },
    };
  };
  return [
    versionsRoute('/services/data'),
    versionsRoute('/services/data/'),
    ...routes.map(
      (route): Route => ({
        operation: route.operation,
        method: route.method,
        path: `/services/data/:version${route.path}`,
        vendorFaults: [...callFaults, ...(route.vendorFaults ?? [])],
        handle: (request) => serve(route, request),
      }),
    ),
  ];
}

/** The access token of the header; one in the address is no session here. */
export function bearer(request: SandboxRequest): string {
  return /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** The answer to what the API doesn't have. */
export function unmatched(_request: SandboxRequest, allowed: readonly string[]): SandboxResponse {
  if (allowed.length === 0) return failureResponse(notFound());
  return failureResponse(
    new ApiFailure(405, {
      code: 'METHOD_NOT_ALLOWED',
      message: `HTTP Method not allowed. Allowed are ${allowed.join(',')}`,
    }),
  );
}

function guarded(run: () => SandboxResponse): SandboxResponse {
  try {
    return run();
  } catch (error) {
    if (error instanceof ApiFailure) return failureResponse(error);
    throw error;
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw badJson(error instanceof Error ? error.message : 'Unexpected character');
  }
}

const limitsRoute: DataRoute = {
  operation: 'salesforce.limits',
  method: 'GET',
  path: '/limits',
  run: ({ apiUsage, org }) => {
    if (!org.settings.mayViewSetup) {
      throw new ApiFailure(403, { code: 'API_DISABLED_FOR_ORG', message: 'Limits resource is not enabled' });
    }
    return {
      status: 200,
      json: {
        DailyApiRequests: { Max: apiUsage.max, Remaining: Math.max(0, apiUsage.max - apiUsage.used) },
        DailyBulkApiBatches: { Max: 15_000, Remaining: 15_000 },
        DataStorageMB: { Max: 1_073, Remaining: org.settings.storageLeft },
        FileStorageMB: { Max: 1_073, Remaining: 1_073 },
      },
    };
  },
};

const resourcesRoute: DataRoute = {
  operation: 'salesforce.resources',
  method: 'GET',
  path: '',
  run: ({ version }) => ({
    status: 200,
    json: Object.fromEntries(
      ['sobjects', 'query', 'queryAll', 'limits', 'composite'].map((name) => [
        name,
        `/services/data/${version}/${name}`,
      ]),
    ),
  }),
};

function versionsRoute(path: string): Route {
  const seasons = ['Winter', 'Spring', 'Summer'];
  return {
    operation: 'salesforce.versions',
    method: 'GET',
    path,
    handle: () => ({
      status: 200,
      json: Array.from({ length: newestVersion - oldestVersion + 1 }, (_, index) => {
        const number = oldestVersion + index;
        // Version 47 was Winter '20; there are three a year.
        const season = seasons[(number - 47 + 3) % 3] ?? '';
        return {
          label: `${season} '${20 + Math.floor((number - 47) / 3)}`,
          url: `/services/data/v${number}.0`,
          version: `${number}.0`,
        };
      }),
    }),
  };
}
