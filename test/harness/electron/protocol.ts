import type Electron from 'electron';

type Handler = (request: Request) => Response | Promise<Response>;

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

/** Chromium outside Electron knows no schemes of ours: a page of `gridline://console/` is shown at this origin instead. */
const origin = (scheme: string): string => `http://${scheme}.localhost`;

export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged: (schemes) => {
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle: (scheme, handler) => {
    if (!privileged.has(scheme)) throw new Error(`${scheme} was not registered before the app was ready.`);
    handlers.set(scheme, handler);
  },
};

/** Where Chromium finds an address of a custom scheme, and back. */
export function toBrowserUrl(url: string): string {
  const { protocol: named, host, pathname, search, hash } = new URL(url);
  const scheme = named.slice(0, -1);
  return handlers.has(scheme) ? `${origin(scheme)}/${host}${pathname}${search}${hash}`.replace(`/${host}/`, '/') : url;
}

export function toAppUrl(url: string): string {
  for (const scheme of handlers.keys()) {
    if (url.startsWith(`${origin(scheme)}/`)) return `${scheme}://console${url.slice(origin(scheme).length)}`;
  }
  return url;
}

/** The answer of the handler for a browser address; null where the address is none of ours. */
export async function answer(url: string, method: string): Promise<Response | null> {
  const appUrl = toAppUrl(url);
  const handler = handlers.get(new URL(appUrl).protocol.slice(0, -1));
  return handler ? handler(new Request(appUrl, { method })) : null;
}
