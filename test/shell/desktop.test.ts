import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { wantPortMessage } from '#shared/model/host/window-channel.ts';
import { type Desktop, launchDesktop, spawnStandIn } from '#test/harness/desktop.ts';
import { bindingName, preloadWorld } from '#test/harness/electron/preload-world.ts';
import { eventually } from '#test/harness/eventually.ts';
import { freePort } from '#test/harness/free-port.ts';
import { endProcess } from '#test/harness/processes.ts';

let folder = '';
let desktop: Desktop;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gridline-'));
  desktop = await launchDesktop(folder, { args: ['--first-run'], runtime: 'stand-in' });
  page = desktop.page;
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}, 60_000);

afterAll(async () => {
  await desktop?.quit();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await page.goto(consoleUrl);
  // One test reads a file: from then on the console is shown in place of the first choice.
  await page.getByRole('heading', { name: 'Welcome to Gridline' }).or(queueOfOne(page)).waitFor();
});

/** `gridline://console/`, as the stand-in shows it to a Chromium that knows no such scheme. */
const consoleUrl = 'http://console.gridline.localhost/';

/** A sentence of the page to the main process, sent from a frame's isolated world: there is no other way to speak. */
async function sendFrom(frame: 'top' | 'inner', data: unknown): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const tree = frame === 'top' ? frameTree : frameTree.childFrames?.[0];
  if (!tree) throw new Error('There is no such frame.');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: tree.frame.id,
    worldName: preloadWorld,
  });
  const text = JSON.stringify({ type: 'send', channel: 'gridline:window', data });
  const { exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `${bindingName}(${JSON.stringify(text)})`,
    contextId: executionContextId,
  });
  expect(exceptionDetails).toBeUndefined();
  await session.detach();
}

const opened = (): string[] => desktop.lines.filter((line) => line.startsWith('open ')).map((line) => line.slice(5));
const openedInBrowser = (url: string) => eventually(() => opened().includes(url), `${url} is opened in the browser`);

/** Another server, with an empty page. */
async function serveElsewhere(): Promise<{ readonly url: string; visits(): number }> {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, visits: () => visits };
}

describe('the console’s page', () => {
  test('comes from its own scheme with a strict policy, and keeps to it.', async () => {
    complaints.length = 0;
    const response = await page.reload();
    await page.getByRole('heading', { name: 'Welcome to Gridline' }).waitFor();
    expect(page.url()).toMatch(/^http:\/\/console\.gridline\.localhost\//);
    expect(await response?.headerValue('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(await response?.headerValue('x-content-type-options')).toBe('nosniff');
    expect(complaints).toEqual([]);
  });

  test('runs no script of its text: the policy stops inline code.', async () => {
    const ran = await page.evaluate(async () => {
      const stopped = new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), {
          once: true,
        }),
      );
      const script = document.createElement('script');
      script.textContent = 'document.title = "hijacked"';
      document.body.append(script);
      return { directive: await stopped, title: document.title };
    });
    expect(ran).toEqual({ directive: 'script-src-elem', title: 'Gridline' });
  });

  test('finds nothing of Electron’s: the preload leaves a mark and no more.', async () => {
    const names = (target: Page): Promise<string[]> => target.evaluate(() => Object.getOwnPropertyNames(window));
    const elsewhere = await serveElsewhere();
    const other = await page.context().newPage();
    onTestFinished(() => other.close());
    await other.goto(elsewhere.url);
    const usual = new Set(await names(other));
    // A page of the scheme without scripts of its own.
    await page.goto(`${consoleUrl}nothing`);
    expect((await names(page)).filter((name) => !usual.has(name))).toEqual(['gridlineDesktop']);
    const mark = await page.evaluate(() => {
      const value: unknown = Reflect.get(window, 'gridlineDesktop');
      return { value, fixed: Object.isFrozen(value) };
    });
    expect(mark).toEqual({ value: { platform: process.platform }, fixed: true });
  });

  test('gets nothing from outside the built console, nor by another method.', async () => {
    const asked = [
      ['GET', '/..%2f..%2fpackage.json'],
      ['GET', '/assets/..%2f..%2f..%2fpackage.json'],
      ['GET', '/%2e%2e%2fmain%2fmain.js'],
      ['GET', '/..%5c..%5cpackage.json'],
      ['GET', '/%2fetc%2fpasswd'],
      ['GET', '/%00'],
      ['GET', '/%E0%A4%A'],
      ['GET', '/assets'],
      ['POST', '/'],
      ['DELETE', '/index.html'],
    ] as const;
    const answers = await page.evaluate(
      async (all) =>
        Promise.all(
          all.map(async ([method, path]) => {
            const response = await fetch(path, { method });
            return [method, path, response.status, await response.text()];
          }),
        ),
      asked,
    );
    expect(answers).toEqual(asked.map(([method, path]) => [method, path, 404, 'There is nothing at this address.']));
  });

  test('is asked for no permission and has none.', async () => {
    const states = await page.evaluate(async () => {
      const ask = async (name: string) => (await navigator.permissions.query({ name } as PermissionDescriptor)).state;
      return {
        geolocation: await ask('geolocation'),
        camera: await ask('camera'),
        clipboard: await ask('clipboard-read'),
        notifications: await Notification.requestPermission(),
      };
    });
    expect(states).toEqual({ geolocation: 'denied', camera: 'denied', clipboard: 'denied', notifications: 'denied' });
  });

  test('cannot be led elsewhere.', async () => {
    const elsewhere = await serveElsewhere();
    const refused = page.waitForEvent('requestfailed', (request) => request.url() === elsewhere.url);
    await page.evaluate((url) => void (window.location.href = url), elsewhere.url);
    await refused;
    expect(page.url()).toMatch(/^http:\/\/console\.gridline\.localhost\//);
    await page.getByRole('heading', { name: 'Welcome to Gridline' }).waitFor();
    expect(elsewhere.visits()).toBe(0);
  });

  test('opens https links in the user’s browser, others not at all, and never a window of its own.', async () => {
    await page.evaluate(() => {
      for (const url of ['http://example.com/', 'file:///etc/passwd', 'data:text/html,hi', 'ssh://example.com/']) {
        window.open(url);
      }
      const link = document.createElement('a');
      link.href = 'https://example.com/case/5';
      link.target = '_blank';
      document.body.append(link);
      link.click();
    });
    await openedInBrowser('https://example.com/case/5');
    await page.evaluate(() => void window.open('https://example.com/last'));
    await openedInBrowser('https://example.com/last');
    expect(opened()).toEqual(['https://example.com/case/5', 'https://example.com/last']);
    await eventually(
      () =>
        page
          .context()
          .pages()
          .filter((one) => one.url().includes('example')).length === 0,
      'no window is left',
    );
  });
});

describe('the channel to the main process', () => {
  test('listens to the console’s top frame and to no other.', async () => {
    await page.evaluate(() => document.body.append(document.createElement('iframe')));
    await sendFrom('inner', { type: 'open-external', url: 'https://example.com/from-a-frame' });
    await sendFrom('top', { type: 'open-external', url: 'https://example.com/from-the-page' });
    await openedInBrowser('https://example.com/from-the-page');
    expect(opened()).not.toContain('https://example.com/from-a-frame');
  });

  test('takes no message that it does not know.', async () => {
    await sendFrom('top', { type: 'run', command: 'reboot' });
    await sendFrom('top', { type: 'open-external', url: 'javascript:alert(1)' });
    await sendFrom('top', 'want-port');
    await sendFrom('top', { type: 'open-external', url: 'https://example.com/afterwards' });
    await openedInBrowser('https://example.com/afterwards');
    expect(opened().filter((url) => url.startsWith('javascript'))).toEqual([]);
  });
});

describe('the core’s process', () => {
  test('is started again after kill -9; the page gets a new port and carries on.', async () => {
    await page.getByRole('button', { name: /Connect your own systems/ }).click();
    await page.getByRole('heading', { name: 'Connections' }).waitFor();
    const before = await desktop.corePid();
    await page.evaluate(() => void (document.body.dataset['same'] = 'page'));
    await desktop.killCore();
    const after = await eventually(async () => {
      const pid = await desktop.corePid();
      return pid !== before && pid;
    }, 'there is a new core');
    expect([alive(before), alive(after)]).toEqual([false, true]);
    await page
      .getByRole('button', { name: /Settings/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('nothing is missing or changed').waitFor();
    expect(await page.evaluate(() => document.body.dataset['same'])).toBe('page');
    expect(await page.getByText('Reconnecting').count()).toBe(0);
  });

  test('may give a page a second port, and the page goes on with that one.', async () => {
    const drop = join(folder, 'drop');
    mkdirSync(drop);
    await page.getByRole('button', { name: /Connect your own systems/ }).click();
    const form = page.getByRole('region', { name: 'Drop folder' });
    await form.getByLabel('Folder', { exact: true }).fill(drop);
    await form.getByRole('button', { name: 'Save and test' }).click();
    await form.getByText('Everything works.').waitFor();
    await page.evaluate(async (want) => {
      const came = new Promise((resolve) =>
        window.addEventListener('message', (event) => event.ports.length > 0 && resolve(null)),
      );
      window.postMessage(want, window.location.origin);
      await came;
    }, wantPortMessage);
    writeFileSync(join(drop, 'broken.edi'), 'This is a note and no interchange at all.');
    await queueOfOne(page).waitFor();
    expect(await page.getByText('Reconnecting').count()).toBe(0);
    await form.getByRole('button', { name: 'Disconnect' }).click();
    await form.getByRole('button', { name: 'Yes, disconnect' }).click();
    await form.getByText('Not connected').waitFor();
  });

  test('gives a reloaded page a port of its own.', async () => {
    const core = await desktop.corePid();
    await page.reload();
    await queueOfOne(page).waitFor();
    expect(await desktop.corePid()).toBe(core);
  });
});

describe('the app', () => {
  test('has one instance: a second one ends at once and brings the first to the front.', async () => {
    const focused = desktop.lines.filter((line) => line === 'focus').length;
    const second = spawnStandIn(folder, await freePort());
    onTestFinished(async () => void (await endProcess(second)));
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
    await eventually(() => desktop.lines.filter((line) => line === 'focus').length > focused, 'the first is focused');
  });

  test('stops the core cleanly when it quits, and leaves the data folder to the next.', async () => {
    const core = await desktop.corePid();
    expect(await desktop.quit()).toBe(0);
    expect(alive(core)).toBe(false);
    const again = await launchDesktop(folder, { args: ['--first-run'], runtime: 'stand-in' });
    onTestFinished(async () => void (await again.quit()));
    await queueOfOne(again.page).waitFor();
    await again.page.close();
    await eventually(() => !alive(again.pid), 'the app ends with its last window');
  });
});

/** What was read stays in sight, also where nothing is connected any more. */
function queueOfOne(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /Queue 1/ });
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
