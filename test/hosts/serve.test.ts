import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { placeOf } from '#hosts/browser/place.ts';
import { type ConsoleServer, serveConsole } from '#hosts/browser/serve.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { until } from '../harness/until.ts';
import { quietLog } from '#test/harness/ears.ts';

const token = 'a-token-nobody-can-guess';
const place = '/a-path-nobody-can-guess';

async function serve(): Promise<ConsoleServer> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Gridline</title>');
  writeFileSync(join(folder, 'assets', 'large.js'), 'x'.repeat(4_000_000));
  const server = await serveConsole({
    port: 0,
    token,
    place,
    staticFolder: folder,
    accept: (socket) => socket.send('welcome'),
    log: quietLog(),
  });
  onTestFinished(() => server.close());
  return server;
}

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string };

function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers, method }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    call.once('error', reject);
    call.end();
  });
}

async function dial(
  server: ConsoleServer,
  headers: Record<string, string>,
  path = '/rpc',
): Promise<'open' | 'refused'> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, { headers });
  onTestFinished(() => socket.terminate());
  return new Promise((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('error', () => resolve('refused'));
  });
}

/** What a browser sends to the console's own path, and to no other. */
const cookieOf = (server: ConsoleServer): string => `gridline-${new URL(server.url).port}=${token}`;

describe('the console on loopback', () => {
  test('lets in who holds the token, and gives a cookie that no script can read', async () => {
    const server = await serve();
    const first = await get(server.signInUrl);
    expect(first.status).toBe(303);
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^gridline-\d+=.*; HttpOnly; SameSite=Strict; Path=\/a-path-nobody-can-guess\/$/);
    expect(first.headers['location']).toBe(`${place}/`);
    const page = await get(`${server.url}${place}/`, { cookie: cookie.split(';')[0] ?? '' });
    expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>Gridline</title>' });
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });

  test('lets a ticket in once, and survives addresses that are none', async () => {
    const server = await serve();
    const ticket = server.ticketUrl();
    expect((await get(ticket)).status).toBe(303);
    expect((await get(ticket)).status).toBe(401);
    expect((await get(`${server.url}/?ticket=`)).status).toBe(401);
    expect(await rawStatus(server, '//')).toBe(400);
    expect((await get(server.signInUrl)).status).toBe(303);
  });

  test('refuses everybody else', async () => {
    const server = await serve();
    const port = new URL(server.url).port;
    const cookie = cookieOf(server);
    const page = `${server.url}${place}/`;
    expect((await get(`${server.url}/`)).status).toBe(401);
    expect((await get(page)).status).toBe(401);
    expect((await get(`${server.url}/?token=guess`)).status).toBe(401);
    expect((await get(page, { cookie: `gridline-${port}=guess` })).status).toBe(401);
    expect((await get(page, { cookie, host: 'evil.example' })).status).toBe(421);
    expect((await get(page, { cookie }, 'POST')).status).toBe(405);
    expect((await get(`${page}../../etc/passwd`, { cookie })).body).not.toContain('root:');
    expect((await get(`${page}..%2f..%2fetc%2fpasswd`, { cookie })).body).not.toContain('root:');
  });

  test('opens a socket for its own page and for a terminal, and for no other origin, host, path or token', async () => {
    const server = await serve();
    const authorization = `Bearer ${token}`;
    expect(await dial(server, { authorization })).toBe('open');
    expect(await dial(server, { authorization, origin: server.url })).toBe('open');
    expect(await dial(server, { authorization, origin: 'https://evil.example' })).toBe('refused');
    expect(await dial(server, { authorization, origin: 'null' })).toBe('refused');
    expect(await dial(server, { authorization, host: 'evil.example' })).toBe('refused');
    expect(await dial(server, { authorization }, '/other')).toBe('refused');
    expect(await dial(server, { authorization: 'Bearer guess' })).toBe('refused');
    expect(await dial(server, {})).toBe('refused');
  });

  test('takes the cookie under its own path alone: elsewhere no browser sends it', async () => {
    const server = await serve();
    const cookie = cookieOf(server);
    expect(await dial(server, { cookie }, `${place}/rpc`)).toBe('open');
    expect(await dial(server, { cookie }, '/rpc')).toBe('refused');
    expect(await dial(server, { cookie }, '/another-path/rpc')).toBe('refused');
    expect((await get(`${server.url}/`, { cookie })).status).toBe(401);
    expect((await get(`${server.url}/another-path/`, { cookie })).status).toBe(401);
  });

  test('listens on no other interface', async () => {
    const server = await serve();
    const port = Number(new URL(server.url).port);
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((item) => item !== undefined && !item.internal && item.family === 'IPv4');
    for (const item of others) {
      if (item) expect(await connects(item.address, port), item.address).toBe(false);
    }
    expect(await connects('127.0.0.1', port)).toBe(true);
  });
});

describe('the path of the console', () => {
  test('is random, stays with the data folder, and is readable by its user alone', () => {
    const folder = temporaryFolder();
    const first = placeOf(folder);
    expect(first).toMatch(/^\/[\w-]{43}$/);
    expect(placeOf(folder)).toBe(first);
    expect(placeOf(temporaryFolder())).not.toBe(first);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'owner.place')).mode & 0o777).toBe(0o600);
  });

  test('is made anew where its file holds something else', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'owner.place'), '../../secret\n');
    const made = placeOf(folder);
    expect(made).toMatch(/^\/[\w-]{43}$/);
    expect(placeOf(folder)).toBe(made);
  });
});

/** What this process has open. */
const handles = () => readdirSync('/dev/fd').length;

describe('a page load that is broken off', () => {
  test.each<[string, number, number]>([
    ['in the middle of a file', 40, 1],
    ['while many answers wait behind the first', 2, 200],
  ])('%s leaves no file open', async (_, connections, requests) => {
    const server = await serve();
    const { port, host } = new URL(server.url);
    const before = handles();
    const line = `GET ${place}/assets/large.js HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookieOf(server)}\r\n\r\n`;
    for (let n = 0; n < connections; n++) {
      const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
      onTestFinished(() => void socket.destroy());
      socket.write(line.repeat(requests));
      await once(socket, 'data', { signal: AbortSignal.timeout(5_000) });
      socket.resetAndDestroy();
    }
    await until('all files are closed', () => handles() <= before);
    const whole = await get(`${server.url}${place}/assets/large.js`, { cookie: cookieOf(server) });
    expect(whole.body).toHaveLength(4_000_000);
  });
});

async function connects(host: string, port: number): Promise<boolean> {
  const socket: Socket = createConnection({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** The status for a request line that no client library would send. */
async function rawStatus(server: ConsoleServer, target: string): Promise<number> {
  const { port, host } = new URL(server.url);
  const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
  onTestFinished(() => void socket.destroy());
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const [head] = await once(socket, 'data', { signal: AbortSignal.timeout(5_000) });
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(String(head))?.[1]);
}
