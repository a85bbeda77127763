import { once } from 'node:events';
import { connect, createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

async function listen<T extends Server>(server: T): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

function join(one: Socket, other: Socket): void {
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
  one.pipe(other).pipe(one);
}

/** TLS in front of a stand-in, which speaks plain HTTP. Gives its port. */
export function tlsBefore(
  baseUrl: string,
  { key, cert }: { readonly key: string; readonly cert: string },
): Promise<number> {
  const server = createTlsServer({ key, cert }, (socket) =>
    join(socket, connect(Number(new URL(baseUrl).port), '127.0.0.1')),
  );
  server.on('tlsClientError', () => undefined);
  return listen(server);
}

export type ProxyServer = {
  readonly port: number;
  /** What was asked for: `lens.acme.test:443`, with what it came to. */
  readonly asked: { readonly target: string; readonly status: number; readonly authorization: string | undefined }[];
};

type ProxyOptions = {
  /** Where a name leads: the proxy is the only one that knows. */
  readonly hosts: Readonly<Record<string, number>>;
  /** `user:password` */
  readonly signIn?: string;
  /** What it answers to everybody instead. */
  readonly status?: number;
  readonly offers?: string;
};

/** A proxy of a company network, on loopback. */
export async function startProxy({
  hosts,
  signIn,
  status,
  offers = 'Basic realm="Acme"',
}: ProxyOptions): Promise<ProxyServer> {
  const asked: ProxyServer['asked'] = [];
  const wanted = signIn === undefined ? undefined : `Basic ${Buffer.from(signIn).toString('base64')}`;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Socket, head) => {
    socket.on('error', () => undefined);
    const target = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    const port = hosts[target.replace(/:\d+$/, '')];
    const answer = status ?? (wanted !== undefined && authorization !== wanted ? 407 : port === undefined ? 502 : 200);
    asked.push({ target, status: answer, authorization });
    if (answer !== 200 || port === undefined) {
      const ask = answer === 407 ? `Proxy-Authenticate: ${offers}\r\n` : '';
      socket.end(`HTTP/1.1 ${answer} No\r\n${ask}Content-Length: 0\r\n\r\n`);
      return;
    }
    const far = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) far.write(head);
      join(socket, far);
    });
    far.on('error', () => socket.destroy());
  });
  return { port: await listen(server), asked };
}

/** A SOCKS 5 proxy that is signed in to with a name and password (RFC 1928, 1929) and takes names. */
export async function startSocks(hosts: Readonly<Record<string, number>>, signIn: string): Promise<number> {
  const server = createPlainServer((socket) => {
    let step: 'greeting' | 'sign-in' | 'request' = 'greeting';
    const onData = (bytes: Buffer): void => {
      if (step === 'greeting') {
        step = 'sign-in';
        socket.write(Buffer.from([5, bytes.includes(2, 2) ? 2 : 0xff]));
      } else if (step === 'sign-in') {
        const length = bytes[1] ?? 0;
        const got = `${bytes.subarray(2, 2 + length).toString()}:${bytes.subarray(3 + length).toString()}`;
        step = 'request';
        socket.write(Buffer.from([1, got === signIn ? 0 : 1]));
      } else {
        const port = hosts[bytes.subarray(5, 5 + (bytes[4] ?? 0)).toString()];
        socket.off('data', onData);
        if (port === undefined) return void socket.end(Buffer.from([5, 4, 0, 1, 0, 0, 0, 0, 0, 0]));
        const far = connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          join(socket, far);
        });
      }
    };
    socket.on('data', onData);
  });
  return listen(server);
}
