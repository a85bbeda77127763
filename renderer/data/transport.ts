import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { backOff } from './back-off.ts';
import { useLinkState } from './link-state.ts';
import { hasDesktopPort, portCame, takePort, takePortsIn } from './port.ts';

type Link = ClientLink<ClientContext>;
type Opened = { readonly link: Link; readonly closed: Promise<void> };

async function openPort(): Promise<Opened> {
  const port = await takePort(5_000);
  const gone = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve(), { once: true });
  });
  // A new port means that this one has nobody at its other end, whether or not that was noticed. Closing it here tells
  // nobody on this side, so the event is made: what still waits for an answer must hear that none will come.
  void portCame().then(() => port.dispatchEvent(new Event('close')));
  const closed = gone.then(() => port.close());
  const link = new PortLink({ port });
  port.start();
  return { link, closed };
}

function openSocket(): Promise<Opened> {
  // Beside the page: the server keeps both under a path that no other program knows.
  const address = new URL('rpc', document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new WebSocket(address);
  return new Promise((resolve, reject) => {
    const closed = new Promise<void>((done) => {
      websocket.addEventListener('close', () => {
        reject(new Error('The connection could not be opened.'));
        done();
      });
    });
    websocket.addEventListener('open', () => resolve({ link: new SocketLink({ websocket }), closed }), { once: true });
  });
}

/** A socket that is turned away says no more than one that nobody answers. The page's own address says which it was. */
async function isRefused(): Promise<boolean> {
  try {
    const { status } = await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' });
    return status === 401;
  } catch {
    return false;
  }
}

let current: Link | undefined;
let waiting: ((link: Link) => void)[] = [];

/** The open link; while there is none, waits for the next one or until `signal` ends the wait. */
export function openLink(signal: AbortSignal | undefined): Promise<Link> {
  if (current !== undefined) return Promise.resolve(current);
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    waiting.push(resolve);
  });
}

/** Keeps a connection to the core open for as long as the page lives. */
export async function keepConnected(): Promise<never> {
  takePortsIn();
  for (let attempt = 0; ; attempt += 1) {
    try {
      const opened = await (hasDesktopPort() ? openPort() : openSocket());
      attempt = 0;
      current = opened.link;
      useLinkState.setState({ state: 'open', attempt: 0 });
      const released = waiting;
      waiting = [];
      for (const release of released) release(opened.link);
      await opened.closed;
      current = undefined;
      useLinkState.setState({ state: 'lost', attempt: 0 });
    } catch {
      const refused = !hasDesktopPort() && (await isRefused());
      useLinkState.setState(({ state }) => ({
        state: refused ? 'refused' : state === 'refused' ? 'lost' : state,
        attempt: attempt + 1,
      }));
    }
    const delayMs = backOff(attempt);
    await new Promise((resolve) => {
      setTimeout(resolve, delayMs);
      window.addEventListener('online', resolve, { once: true });
    });
  }
}
