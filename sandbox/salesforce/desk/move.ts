import type { Route, SandboxRequest, SandboxResponse } from '../../lib/route.ts';
import { ApiFailure, failureResponse, notFound } from '../org/failure.ts';
import { htmlHeaders, htmlPage } from '../html.ts';

/** What a host answers that was the org's before its My Domain was renamed or its instance was moved. */
export const oldHosts = [
  'url-not-reset',
  'redirect',
  'web-page',
  'not-found',
  'gone',
  'misdirected',
  'moved-page',
] as const;
export type OldHost = (typeof oldHosts)[number];

/** Whether, and how, the org has moved; the sign-in stays where it was. */
export type Move = { how: OldHost | null };

/** The org under its new name, on the same port: `localhost` instead of `127.0.0.1`. */
export function newAddress(baseUrl: string): string {
  return baseUrl.replace('127.0.0.1', 'localhost');
}

/** Everything but the sign-in answers under the new name only, once the org has moved. */
export function movable(routes: readonly Route[], move: Move): readonly Route[] {
  return routes.map((route) =>
    /oauth\.(authorize|token|revoke)$/.test(route.operation)
      ? route
      : { ...route, handle: (request: SandboxRequest) => atOldHost(request, move) ?? route.handle(request) },
  );
}

function atOldHost(request: SandboxRequest, { how }: Move): SandboxResponse | null {
  const host = request.headers.host ?? '';
  if (how === null || !host.startsWith('127.0.0.1')) return null;
  if (how === 'redirect') return { status: 301, headers: { location: `${newAddress(`http://${host}`)}/` } };
  if (how === 'web-page') {
    return { status: 404, headers: htmlHeaders, text: htmlPage('URL No Longer Exists', '<p>URL No Longer Exists</p>') };
  }
  if (how === 'not-found') return failureResponse(notFound());
  if (how === 'gone') {
    return failureResponse(new ApiFailure(410, { code: 'GONE', message: 'This resource is not available any more' }));
  }
  if (how === 'misdirected') return { status: 421, text: 'Misdirected Request' };
  if (how === 'moved-page') {
    const words = '<p>My Domain has moved. Update your bookmarks.</p>';
    return { status: 200, headers: htmlHeaders, text: htmlPage('My Domain moved', words) };
  }
  return failureResponse(
    new ApiFailure(400, {
      code: 'URL_NOT_RESET',
      message: 'Destination URL not reset. The URL returned from login must be set',
    }),
  );
}
