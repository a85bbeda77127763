import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { startCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { launchChromium } from '#test/journeys/ui/browser-host.ts';

type Console = {
  readonly url: URL;
  readonly token: string;
  /** The process goes on, and still lets in who holds the key. */
  serves(): Promise<boolean>;
};

/** The browser host, as a person starts it, in a process of its own. */
async function startConsole(): Promise<Console> {
  const running = startCommand(['start', '--no-open', '--first-run', '--json', '--data', temporaryFolder()]);
  const { url } = z.object({ url: z.url() }).parse(await running.firstDocument());
  const token = new URL(url).searchParams.get('token') ?? '';
  return {
    url: new URL(url),
    token,
    async serves() {
      const answer = await fetch(url, { redirect: 'manual' });
      return running.process.exitCode === null && answer.status === 303;
    },
  };
}

async function dial({ url }: Console): Promise<Socket> {
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const upgrade = ({ url, token }: Console, more = '') =>
  `GET /rpc HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${more}Authorization: Bearer ${token}\r\n\r\n`;

/** A page of another origin on this machine. */
async function serveElsewhere(): Promise<string> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

describe('Without the key, nobody ends the console:', () => {
  test('not a page of another site that opens many sockets and is closed at once.', async () => {
    const console_ = await startConsole();
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const elsewhere = await serveElsewhere();
    for (let round = 0; round < 4; round++) {
      const page = await browser.newPage();
      await page.goto(elsewhere);
      await page.evaluate(`for (let n = 0; n < 60; n++) new WebSocket('ws://${console_.url.host}/rpc')`);
      await page.close();
      expect(await console_.serves()).toBe(true);
    }
  });

  test('not resets at any moment of a request that is turned away.', async () => {
    const console_ = await startConsole();
    const foreign = upgrade(console_, 'Origin: https://evil.example\r\n');
    for (const request of [foreign, foreign.slice(0, 60), `${foreign}${'x'.repeat(70_000)}`, 'GET / HTTP/1.1\r\n']) {
      const sockets = await Promise.all(Array.from({ length: 75 }, () => dial(console_)));
      for (const socket of sockets) {
        socket.write(request);
        socket.resetAndDestroy();
      }
    }
    expect(await console_.serves()).toBe(true);
  });

  test('not an address that is none.', async () => {
    const console_ = await startConsole();
    const targets = ['//', 'http://', '/%', '*', 'http://[', '/\\\\', 'x:', '/?token=%', `/${'a'.repeat(15_000)}`];
    const statuses = new Map<string, string>();
    for (const target of targets) {
      const socket = await dial(console_);
      socket.write(`GET ${target} HTTP/1.1\r\nHost: ${console_.url.host}\r\nConnection: close\r\n\r\n`);
      const [head] = (await once(socket, 'data')) as [Buffer];
      statuses.set(target, String(head).slice(9, 12));
    }
    expect([...statuses.values()]).toEqual(['400', '400', '401', '401', '400', '400', '400', '401', '401']);
    expect(await console_.serves()).toBe(true);
  });
});

/** One frame from a client, final, with this opcode. A client must mask what it sends. */
function frame(opcode: number, payload: Buffer, { masked = true, bits = 0x80 } = {}): Buffer {
  const mask = randomBytes(4);
  const head = Buffer.from([bits | opcode, (masked ? 0x80 : 0) | payload.length]);
  const body = Buffer.from(payload.map((byte, at) => (masked ? byte ^ (mask[at % 4] ?? 0) : byte)));
  return Buffer.concat([head, ...(masked ? [mask] : []), body]);
}

const hello = Buffer.from('hello');
const tooLong = Buffer.concat([Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x04, 0x20, 0, 0]), randomBytes(4)]);

const broken: Readonly<Record<string, Buffer>> = {
  'one of 66 MB': tooLong,
  'one without a mask': frame(1, hello, { masked: false }),
  'text that is not UTF-8': frame(1, Buffer.from([0xc3, 0x28, 0xff])),
  'an unknown opcode': frame(3, hello),
  'a reserved bit': frame(1, hello, { bits: 0xf0 }),
  'a ping in pieces': frame(9, hello, { bits: 0 }),
  'a continuation of nothing': frame(0, hello),
  'a close with a code that is none': frame(8, Buffer.from([0, 1])),
  'a close of one byte': frame(8, Buffer.from([3])),
};

const call = JSON.stringify({ i: '2', p: { u: '/system/info', b: { json: {} } } });
const noCalls = ['hello', '', '{"i":"1"}', '{"i":"1","p":{"u":5}}', '[]', '{"i":"1","t":3}', '{"i":"1","p":{"u":"x"}}'];

async function dialRpc({ url, token }: Console): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${url.host}/rpc`, { headers: { authorization: `Bearer ${token}` } });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

describe('With the key', () => {
  test('a frame that is none ends its own connection and no other.', async () => {
    const console_ = await startConsole();
    const other = await dialRpc(console_);
    for (const [name, bytes] of Object.entries(broken)) {
      const socket = await dial(console_);
      socket.write(upgrade(console_));
      const [head] = (await once(socket, 'data')) as [Buffer];
      expect(String(head), name).toContain('101 Switching Protocols');
      socket.resume();
      socket.write(bytes);
      await once(socket, 'close');
      other.ping();
      await once(other, 'pong');
    }
    expect(await console_.serves()).toBe(true);
  });

  test('a text that is no call is passed over.', async () => {
    const socket = await dialRpc(await startConsole());
    for (const words of noCalls) {
      socket.send(words);
      socket.send(Buffer.from(words));
    }
    socket.send(call);
    const [answer] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(String(answer))).toMatchObject({ i: '2' });
  });

  test('a file is sent whole where the range asked for makes no sense, and an address that is none is turned away.', async () => {
    const console_ = await startConsole();
    const entrance = await fetch(console_.url, { redirect: 'manual' });
    const home = new URL(entrance.headers.get('location') ?? '', console_.url);
    const cookie = entrance.headers.get('set-cookie')?.split(';')[0] ?? '';
    for (const range of ['bytes=5-2', 'bytes=-', 'bytes=9-', 'x']) {
      expect((await fetch(home, { headers: { cookie, range } })).status, range).toBe(200);
    }
    for (const target of ['%', '%2e%2e/%2e%2e/etc/passwd', '..%5c..%5c', '%00', 'a'.repeat(15_000)]) {
      const socket = await dial(console_);
      const head = `GET ${home.pathname}${target} HTTP/1.1\r\nHost: ${console_.url.host}\r\nCookie: ${cookie}\r\n`;
      socket.write(`${head}Connection: close\r\n\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      expect(String(answer), target).not.toContain('root:');
    }
    expect(await console_.serves()).toBe(true);
  });
});
