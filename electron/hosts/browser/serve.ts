import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import sirv from 'sirv';
import { type WebSocket, WebSocketServer } from 'ws';
import { contentSecurityPolicy } from '#shared/lib/content-security-policy.ts';
import type { Log } from '#core/ports.ts';
import { newToken } from '../lib/owner.ts';

export type ConsoleServer = {
  /** `http://127.0.0.1:4747` */
  readonly url: string;
  /** The address to open: it carries the token and answers with a cookie. */
  readonly signInUrl: string;
  /** The same, for one use: fit for another program's command line, which every user of the machine can list. */
  ticketUrl(): string;
  close(): Promise<void>;
};

type Options = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly token: string;
  /** The path that the pages are served under, as `placeOf` gives it: `/F3kq…`. */
  readonly place: string;
  /** The built console; where it is missing, only RPC is served. */
  readonly staticFolder: string | null;
  /** Called for each caller that was let in. */
  readonly accept: (socket: WebSocket) => void;
  /** What went wrong on a connection, and ended that connection alone. */
  readonly log: Log;
};

/**
 * The console on loopback, and nowhere else. What any caller sends, or how it breaks off, costs that caller's connection
 * and nothing else: every socket has a listener for its errors from its first moment to its last. Three checks stand before
 * everything: the Host header must name this server (a rebinding site cannot), a socket's Origin must be this server or absent
 * (another site's page cannot), and the caller must hold this run's token (another user of the machine does not): a browser in a
 * cookie that it sends to `place` alone, another program of ours as a bearer.
 */
export async function serveConsole(options: Options): Promise<ConsoleServer> {
  const server = createServer();
  await listen(server, options.port);
  // Such as too many open files while a connection was taken in: the next one may work.
  server.on('error', (error) => options.log('warn', 'A connection could not be taken in', { error: error.message }));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The loopback server has no port.');
  const hosts = [`127.0.0.1:${address.port}`, `localhost:${address.port}`];
  const cookieName = `gridline-${address.port}`;
  const files =
    options.staticFolder !== null && existsSync(join(options.staticFolder, 'index.html'))
      ? sirv(options.staticFolder, { single: true, etag: true })
      : null;

  const knownHost = (request: IncomingMessage): boolean => hosts.includes(request.headers.host ?? '');
  const hasBearer = (request: IncomingMessage): boolean =>
    sameText(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', options.token);
  const hasCookie = (request: IncomingMessage): boolean =>
    sameText(readCookie(request, cookieName) ?? '', options.token);
  const home = `${options.place}/`;

  const open = filesBySocket();
  server.on('connection', (socket) => socket.once('close', () => open.close(socket)));
  const tickets = new Set<string>();
  const mayEnter = (query: URLSearchParams): boolean =>
    sameText(query.get('token') ?? '', options.token) || tickets.delete(query.get('ticket') ?? '');

  server.on('request', (request, response) => {
    setSecurityHeaders(response);
    if (!knownHost(request)) return refuse(response, 421, 'This server answers to 127.0.0.1 and localhost only.');
    const url = URL.parse(request.url ?? '/', `http://${hosts[0]}`);
    if (url === null) return refuse(response, 400, 'That is no address.');
    if (url.pathname === '/' && (url.searchParams.has('token') || url.searchParams.has('ticket'))) {
      if (!mayEnter(url.searchParams)) return refuse(response, 401, signInHelp);
      response.setHeader('Set-Cookie', `${cookieName}=${options.token}; HttpOnly; SameSite=Strict; Path=${home}`);
      response.setHeader('Location', home);
      response.writeHead(303).end();
      return;
    }
    if (!url.pathname.startsWith(home) || !hasCookie(request)) return refuse(response, 401, signInHelp);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only reading works here.');
    if (files === null) return refuse(response, 404, 'The console has not been built. Run: npm run build');
    response.once('pipe', (file: Readable) => {
      // A file that went away since it was listed, as in a rebuild, ends this answer.
      file.once('error', () => response.destroy());
      open.add(request.socket, file);
    });
    // The files are small, and a range that is none would throw.
    delete request.headers.range;
    request.url = url.pathname.slice(options.place.length);
    files(request, response, () => refuse(response, 404, 'There is nothing at this address.'));
  });

  // A message larger than the largest import (50 files) has no honest sender.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
  server.on('upgrade', (request, socket, head) => {
    // From here on the server listens no more: without this, a reset would end the process.
    socket.on('error', () => socket.destroy());
    const origin = request.headers.origin;
    const path = URL.parse(request.url ?? '/', `http://${hosts[0]}`)?.pathname;
    const allowed =
      knownHost(request) &&
      (origin === undefined || hosts.some((host) => origin === `http://${host}`)) &&
      ((path === '/rpc' && hasBearer(request)) || (path === `${home}rpc` && hasCookie(request)));
    if (!allowed) return turnAway(socket);
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A frame that is none. The connection is closed with the code that says so.
      client.on('error', (error) => options.log('warn', 'A connection was ended', { error: error.message }));
      options.accept(client);
    });
  });

  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    signInUrl: `${url}/?token=${options.token}`,
    ticketUrl() {
      const ticket = newToken();
      tickets.add(ticket);
      return `${url}/?ticket=${ticket}`;
    },
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * The files that are being sent, by connection: whoever breaks off takes no more of them, and each would stay open for
 * good. An answer that waits behind another on its connection is not told that the connection ended, so the socket is asked.
 */
function filesBySocket() {
  const files = new WeakMap<Duplex, Set<Readable>>();
  return {
    add(socket: Duplex, file: Readable): void {
      if (socket.destroyed) return void file.destroy();
      const open = files.get(socket) ?? new Set();
      files.set(socket, open.add(file));
      file.once('close', () => open.delete(file));
    },
    close(socket: Duplex): void {
      for (const file of files.get(socket) ?? []) file.destroy();
    },
  };
}

const signInHelp = 'Open the address that Gridline printed when it started: it carries the key to this console.';

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${message}\n`);
}

/** Says no to an upgrade, and waits for nothing more from that side. */
function turnAway(socket: Duplex): void {
  socket.once('finish', () => socket.destroy());
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function readCookie(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

/** Takes the same time wherever the texts differ. */
function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
