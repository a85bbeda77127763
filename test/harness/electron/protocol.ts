import type Electron from 'electron';

type Handler = Parameters<Electron.Protocol['handle']>[1];

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

/** Chromium outside Electron knows no schemes of ours: `gridline://console/x` is shown as `http://console.gridline.localhost/x`. */
const browserHost = /^http:\/\/([\w-]+)\.([\w-]+)\.localhost(?=\/|$)/;

export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged: (schemes) => {
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle: (scheme, handler) => {
    if (!privileged.has(scheme)) throw new Error(`${scheme} was not registered before the app was ready.`);
    handlers.set(scheme, handler);
  },
};

/** Whether an address belongs to a scheme of the app. */
export function isOurs(url: string): boolean {
  return handlers.has(url.slice(0, Math.max(0, url.indexOf(':'))));
}

/** Where Chromium finds an address of a custom scheme, and back. */
export function toBrowserUrl(url: string): string {
  return isOurs(url) ? url.replace(/^([\w-]+):\/\/([\w-]+)/, 'http://$2.$1.localhost') : url;
}

export function toAppUrl(url: string): string {
  const [, host = '', scheme = ''] = browserHost.exec(url) ?? [];
  return handlers.has(scheme) ? url.replace(browserHost, `${scheme}://${host}`) : url;
}

/** The answer of the app's handler. */
export async function answer(url: string, method: string): Promise<Response> {
  const handler = handlers.get(url.slice(0, url.indexOf(':')));
  if (!handler) throw new Error(`Nobody serves ${url}.`);
  return handler(new Request(url, { method }));
}
