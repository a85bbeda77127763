import type { MessagePort } from 'node:worker_threads';
import type { WebSocket } from 'ws';

type Socket = Pick<WebSocket, 'addEventListener' | 'send'>;

/**
 * A window's port in the shape of a socket. Both carry the same texts, but oRPC's handler for ports leaves what is no
 * call at all as a rejection that nobody takes, which would end this process; the one for sockets passes over it.
 */
export function portAsSocket(port: MessagePort): Socket {
  const socket = {
    send: (data: unknown) => port.postMessage(data),
    // Electron's ports give an event whose data is the message.
    addEventListener: (name: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
      port.on(name, (event?: { readonly data?: unknown }) => {
        const data = event?.data;
        if (name === 'close' || typeof data === 'string' || data instanceof Uint8Array) listener({ data });
      }),
  };
  return socket as unknown as Socket;
}
