import type { IncomingHttpHeaders } from 'node:http';

import type { VendorFault } from './fault.ts';
import type { Effect } from './ledger.ts';

/** One call as a route sees it. */
export type SandboxRequest = {
  readonly operation: string;
  readonly method: string;
  /** As it came over the wire, percent-encoding included, without the query. */
  readonly path: string;
  /** The `:named` parts of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as text. */
  readonly text: string;
  /** The body as JSON; throws `BadBody` (answered as 400 unless the route catches it). */
  json(): unknown;
  /** The body as a form. */
  form(): URLSearchParams;
  /** The vendor's own fault to play on this call. */
  readonly fault: VendorFault | undefined;
  /** Writes an effect to the ledger, with this call as its cause. */
  effect(effect: Effect): void;
};

export type SandboxResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, where there is no `json`. */
  readonly text?: string;
};

export type Route = {
  /** `salesforce.case.upsert`: the name in ledger and faults. Several routes may share one. */
  readonly operation: string;
  readonly method: string;
  /** `/services/data/:version/sobjects/:type`; each `:name` takes one path segment. */
  readonly path: string;
  /** Vendor faults this route can play; others never reach it. */
  readonly vendorFaults?: readonly string[];
  handle(request: SandboxRequest): SandboxResponse | Promise<SandboxResponse>;
};

/** A route below `/_sandbox/`: not in the ledger, not reached by faults. */
export type ControlRoute = Omit<Route, 'operation' | 'vendorFaults'>;

/** The body was not what the route reads. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
}

export type PathMatcher = (path: string) => Readonly<Record<string, string>> | undefined;

/** Compiles a path pattern; the matcher answers with decoded parameters, or undefined where the path is another. */
export function pathMatcher(pattern: string): PathMatcher {
  const wanted = pattern.split('/');
  return (path) => {
    const parts = path.split('/');
    if (parts.length !== wanted.length) return undefined;
    const params: Record<string, string> = {};
    for (const [at, want] of wanted.entries()) {
      const part = parts[at] ?? '';
      if (!want.startsWith(':')) {
        if (want !== part) return undefined;
        continue;
      }
      if (part === '') return undefined;
      const decoded = decode(part);
      if (decoded === undefined) return undefined;
      params[want.slice(1)] = decoded;
    }
    return params;
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
