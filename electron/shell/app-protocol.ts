import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy } from '#shared/lib/content-security-policy.ts';

/** Our own scheme instead of file://, so that the console has an origin of its own and a strict policy. */
export const scheme = 'gridline';
export const consoleUrl = `${scheme}://console/`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built console, and nothing outside its folder. */
export function serveScheme(folder: string): void {
  protocol.handle(scheme, async (request) => {
    const path = request.method === 'GET' ? fileOf(folder, new URL(request.url)) : null;
    if (path === null) return plain(404, 'There is nothing at this address.');
    try {
      const type = types[extname(path)] ?? 'application/octet-stream';
      return new Response(new Uint8Array(await readFile(path)), { headers: headers(type) });
    } catch {
      return plain(404, 'There is nothing at this address.');
    }
  });
}

/** The file an address means; null for what is not inside the folder, and for what no address of ours can be. */
function fileOf(folder: string, url: URL): string | null {
  if (url.host !== 'console') return null;
  try {
    const relative = normalize(decodeURIComponent(url.pathname)).replace(/^[/\\]+/, '');
    const path = join(folder, relative === '' ? 'index.html' : relative);
    return path.startsWith(folder + sep) ? path : null;
  } catch {
    return null;
  }
}

function headers(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: headers('text/plain; charset=utf-8') });
}
