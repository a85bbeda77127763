import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { minute } from '#shared/lib/time.ts';
import type { Clock } from '../../../ports.ts';
import { redact } from '../../sdk/redact.ts';
import { salesforceError } from '../errors/our-codes.ts';

const redirectPath = '/OauthRedirect';
const limit = 5 * minute;

/** A server on this computer that waits for the browser to come back from the sign-in, once. */
export type Loopback = {
  readonly redirectUri: string;
  /** The code; throws when it was refused, took longer than five minutes, or was stopped. */
  code(): Promise<string>;
  close(): Promise<void>;
};

/**
 * Listens on the first free port of the list, on 127.0.0.1 and ::1, since a browser may take `localhost` for either.
 * Only an answer with our own `state` counts; any other is turned away.
 */
export async function openLoopback(
  ports: readonly number[],
  state: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Loopback> {
  const settled = Promise.withResolvers<string>();
  // Nobody may be listening yet when it fails.
  settled.promise.catch(() => undefined);
  const answer = (target: string, response: ServerResponse) => {
    const url = URL.parse(target, 'http://localhost');
    const query = url?.searchParams ?? new URLSearchParams();
    if (url?.pathname !== redirectPath || query.get('state') !== state) {
      page(response, 400, 'This is not the answer to the sign-in that Gridline is waiting for.');
      return;
    }
    const code = query.get('code');
    const error = query.get('error');
    if (code !== null && error === null) {
      page(response, 200, 'You are signed in. You can close this page and go back to Gridline.');
      settled.resolve(code);
      return;
    }
    const said = redact(query.get('error_description') ?? error ?? 'it sent no code');
    page(response, 200, 'Salesforce did not sign you in. You can close this page; Gridline says why.');
    settled.reject(
      salesforceError('sign-in', 'sign-in-refused', `Salesforce did not sign you in: ${said}.`, {
        next: 'Try again, or ask the administrator whether you may use the app.',
      }),
    );
  };
  const { servers, port } = await listen(ports, answer);
  const stopTimer = clock.after(limit, () =>
    settled.reject(
      salesforceError('sign-in', 'sign-in-late', 'The sign-in was not finished within five minutes.', {
        next: 'Start it again.',
      }),
    ),
  );
  const onAbort = () => settled.reject(salesforceError('cancelled', 'sign-in-stopped', 'The sign-in was stopped.'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    redirectUri: `http://localhost:${port}${redirectPath}`,
    code: () => settled.promise,
    close: async () => {
      signal.removeEventListener('abort', onAbort);
      await stopTimer();
      await Promise.all(servers.map(stop));
    },
  };
}

async function listen(ports: readonly number[], answer: (target: string, response: ServerResponse) => void) {
  for (const port of ports) {
    const first = await tryListen(port, '127.0.0.1', answer);
    if (first === 'busy') continue;
    const second = await tryListen(port, '::1', answer);
    const servers = [first, second].filter((one): one is Server => typeof one === 'object');
    if (second !== 'busy' && servers.length > 0) return { servers, port };
    await Promise.all(servers.map(stop));
  }
  throw salesforceError('set-up', 'ports', `None of the sign-in ports is free on this computer: ${ports.join(', ')}.`, {
    next: 'Close the program that uses them, or add another port in the settings and in the External Client App.',
  });
}

/** `absent` where this computer does not have the address at all, as without IPv6. */
async function tryListen(
  port: number,
  host: string,
  answer: (target: string, response: ServerResponse) => void,
): Promise<Server | 'busy' | 'absent'> {
  const server = createServer((request, response) => answer(request.url ?? '/', response));
  server.listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
    // Later ones cost the connection that could not be taken in.
    server.on('error', () => undefined);
    return server;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' ? 'absent' : 'busy';
  }
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  server.closeAllConnections();
  await closed;
}

function page(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
    connection: 'close',
  });
  response.end(`<!doctype html><html lang="en"><title>Gridline</title><p>${text}</p></html>\n`);
}
