import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { send } from './answer.ts';
import { controlRoutes } from './controls.ts';
import { faultName } from './fault.ts';
import { createFaults, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { play } from './play.ts';
import { readBody } from './read-body.ts';
import {
  BadBody,
  type ControlRoute,
  type PathMatcher,
  pathMatcher,
  type Route,
  type SandboxRequest,
  type SandboxResponse,
} from './route.ts';

/** A vendor's system, played on 127.0.0.1 by a real HTTP server. */
export type StandIn = {
  readonly name: string;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly baseUrl: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  /** Closes the port and every socket at once, hanging calls too. */
  stop(): Promise<void>;
};

export type StandInOptions = {
  readonly name: string;
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  readonly now?: () => number;
  readonly routes: readonly Route[];
  /** Further routes below `/_sandbox/`. */
  readonly controls?: readonly ControlRoute[];
  /** The vendor's answer to a call it doesn't know; `allowed` holds the methods the path does have. */
  readonly unmatched?: (request: SandboxRequest, allowed: readonly string[]) => SandboxResponse;
  /** Bytes; 16 MiB without. */
  readonly bodyLimit?: number;
};

type Found = {
  readonly route: Route | ControlRoute | undefined;
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly allowed: readonly string[];
};

/** Starts a stand-in; rejects when the port is taken. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const now = options.now ?? Date.now;
  const ledger = createLedger(now);
  const known = new Map<string, readonly string[]>();
  for (const route of options.routes) {
    known.set(route.operation, [...(known.get(route.operation) ?? []), ...(route.vendorFaults ?? [])]);
  }
  const faults = createFaults(known);
  const calls = options.routes.map((route) => ({ route, match: pathMatcher(route.path) }));
  const controls = [...controlRoutes(options.name, ledger, faults), ...(options.controls ?? [])].map((route) => ({
    route,
    match: pathMatcher(route.path),
  }));
  const stopping = new AbortController();

  const answerControl = async (message: IncomingMessage, response: ServerResponse, url: URL, text: string) => {
    const found = find(controls, message.method ?? 'GET', url.pathname);
    const request = toRequest(message, url, text, 'sandbox', found.params, undefined, () => undefined);
    const answer = await handled(async () =>
      found.route === undefined
        ? { status: found.allowed.length > 0 ? 405 : 404, json: { error: 'The sandbox has no such call.' } }
        : found.route.handle(request),
    );
    send(response, answer, 'none');
  };

  const answerCall = async (message: IncomingMessage, response: ServerResponse, url: URL, text: string) => {
    const method = message.method ?? 'GET';
    const found = find(calls, method, url.pathname);
    const operation = found.operation === '' ? `${options.name}.unknown` : found.operation;
    const call = ledger.arrived({ operation, method, path: `${url.pathname}${url.search}` });
    const fault = faults.take(operation);
    if (fault !== undefined) call.faulted(faultName(fault));
    const run = (): Promise<SandboxResponse> => {
      const vendor = fault?.type === 'vendor' ? fault : undefined;
      const request = toRequest(message, url, text, operation, found.params, vendor, (effect) =>
        ledger.record(effect, call),
      );
      return handled(async () => {
        if (found.route !== undefined) return found.route.handle(request);
        return (options.unmatched ?? defaultUnmatched)(request, found.allowed);
      });
    };
    await play(fault, call, response, run, stopping.signal);
  };

  const server = createServer((message, response) => {
    // The vendor's own clock, which need not be that of the machine.
    response.setHeader('date', new Date(now()).toUTCString());
    const serve = async () => {
      const url = new URL(message.url ?? '/', 'http://127.0.0.1');
      const text = await readBody(message, options.bodyLimit ?? 16 * 1024 * 1024);
      if (text === undefined) send(response, { status: 413, json: { error: 'The body is too long.' } }, 'none');
      else if (url.pathname.startsWith('/_sandbox/')) await answerControl(message, response, url, text);
      else await answerCall(message, response, url, text);
    };
    serve().catch(() => response.destroy());
  });
  // Longer than any client keeps a socket: the side that closes first must not be this one, or calls fail by accident.
  server.keepAliveTimeout = 120_000;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    name: options.name,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledger,
    faults,
    stop: async () => {
      stopping.abort();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function find(
  routes: readonly { route: Route | ControlRoute; match: PathMatcher }[],
  method: string,
  path: string,
): Found {
  const allowed: string[] = [];
  for (const { route, match } of routes) {
    const params = match(path);
    if (params === undefined) continue;
    if (route.method === method)
      return { route, operation: 'operation' in route ? route.operation : '', params, allowed };
    allowed.push(route.method);
  }
  return { route: undefined, operation: '', params: {}, allowed };
}

function toRequest(
  message: IncomingMessage,
  url: URL,
  text: string,
  operation: string,
  params: SandboxRequest['params'],
  fault: SandboxRequest['fault'],
  effect: SandboxRequest['effect'],
): SandboxRequest {
  return {
    operation,
    method: message.method ?? 'GET',
    path: url.pathname,
    params,
    query: url.searchParams,
    headers: message.headers,
    text,
    json: () => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new BadBody('The body is not JSON.');
      }
    },
    form: () => new URLSearchParams(text),
    fault,
    effect,
  };
}

async function handled(handle: () => Promise<SandboxResponse>): Promise<SandboxResponse> {
  try {
    return await handle();
  } catch (error) {
    if (error instanceof BadBody) return { status: 400, json: { error: error.message } };
    return {
      status: 500,
      json: { error: `The stand-in failed: ${error instanceof Error ? error.message : String(error)}` },
    };
  }
}

function defaultUnmatched(_request: SandboxRequest, allowed: readonly string[]): SandboxResponse {
  return { status: allowed.length > 0 ? 405 : 404, json: { error: 'There is no such call.' } };
}
