import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { dialog, pane } from './ui/console.ts';
import { idAtCursor, openSandbox, rowOf, type Sandbox } from './ui/sandbox.ts';

/** What the core says, changed on its way to the page, so that one part of the page has something it cannot draw. */
let spoil: (said: string) => string = (said) => said;
/** Lets what the core says wait on its way to the page; null = it comes at once. */
let held: (() => void)[] | null = null;
let sandbox: Sandbox;
let page: Page;

const beyond: string[] = [];

beforeAll(async () => {
  sandbox = await openSandbox();
  page = await sandbox.page.context().newPage();
  page.setDefaultTimeout(20_000);
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(sandbox.page.url()).origin)) beyond.push(request.url());
  });
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const core = socket.connectToServer();
    socket.onMessage((message) => core.send(message));
    core.onMessage((message) => {
      const pass = () => socket.send(spoil(String(message)));
      if (held === null) pass();
      else held.push(pass);
    });
  });
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

beforeEach(async () => {
  spoil = (said) => said;
  await page.goto('about:blank');
  await page.goto(new URL('.', sandbox.page.url()).href);
  await page.locator('[data-issue-id]').nth(5).waitFor();
});

const rail = (name: string) =>
  page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();

/** Asks the core again for what is on screen. */
const reload = async () => {
  await page.goto('about:blank');
  await page.goto(new URL('.', sandbox.page.url()).href);
};

const firstId = async () => (await page.locator('[data-issue-id]').first().getAttribute('data-issue-id')) ?? '';

/** Spoils a value of one issue, wherever the core tells of it. */
function spoilIssue(id: string, key: string): (said: string) => string {
  const place = new RegExp(`("id":"${id}"(?:(?!"id":).)*?"${key}":)"(?:[^"\\\\]|\\\\.)*"`, 'g');
  return (said) => said.replace(place, '$1{}');
}

test('A row that cannot be drawn costs that row; the others, and the keys, still work.', async () => {
  const id = await firstId();
  spoil = spoilIssue(id, 'title');
  await reload();
  await rowOf(page, id).getByText('This issue could not be shown in the list.').waitFor();
  expect(await page.locator('[data-issue-id][data-status]').count()).toBeGreaterThan(5);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByRole('toolbar', { name: 'Selected issues' }).getByText('1 issue selected').waitFor();
});

test('An issue that cannot be drawn leaves the queue usable, and the next one opens.', async () => {
  const id = await firstId();
  spoil = (said) => said.replace(/"faultReason":"(?:[^"\\]|\\.)*"/g, '"faultReason":{}');
  await rowOf(page, id).click();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be shown' });
  await notice.waitFor();
  await notice.getByText('Nothing recorded is lost').waitFor();
  spoil = (said) => said;
  await page.keyboard.press('j');
  await pane(page).getByRole('region', { name: 'Explanation' }).waitFor();
  await page.keyboard.press('k');
  await pane(page).getByRole('region', { name: 'Explanation' }).waitFor();
  expect(await notice.count()).toBe(0);
});

test('A screen that cannot be drawn says so and what to do; the way to the others is open, and it can be tried again.', async () => {
  spoil = (said) => said.replace(/"feeds":\[/g, '"feeds":[null,');
  await rail('Connections');
  const notice = page.getByRole('alert').filter({ hasText: 'The connections could not be shown.' });
  await notice.waitFor();
  await notice.getByText('Details for support').click();
  const details = await notice.locator('pre').innerText();
  expect(details).toMatch(
    /^Gridline \d.*The connections\nTypeError: Cannot destructure property … of … as it is null\.\n\s+at /,
  );
  expect(details).not.toContain('127.0.0.1');
  // As the desktop app has it, whose pages are granted nothing.
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  await notice.getByRole('button', { name: 'Copy details' }).press('Enter');
  const copied = notice.getByRole('button', { name: 'Copied' });
  await copied.waitFor();
  expect(await copied.evaluate((button) => button === document.activeElement)).toBe(true);
  await rail('Settings');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  spoil = (said) => said;
  await rail('Connections');
  await eventually(async () => {
    // What was kept of the bad answer may be on screen until the next one is there.
    const again = notice.getByRole('button', { name: 'Try again' });
    if ((await again.count()) > 0) await again.click({ timeout: 1_000 }).catch(() => undefined);
    return (await page.getByRole('heading', { name: 'Connections', level: 1 }).count()) > 0;
  }, 'the connections are shown');
  expect(await notice.count()).toBe(0);
});

test('A screen whose code does not come says what to do; the others work, and a reload leads back to it.', async () => {
  const code = /\/assets\/outbox-screen-.*\.js/;
  await page.context().route(code, (route) => route.abort());
  await reload();
  await page.locator('[data-issue-id]').nth(5).waitFor();
  beyond.length = 0;
  await rail('Outbox');
  const notice = page.getByRole('alert').filter({ hasText: 'The outbox could not be shown.' });
  await notice.getByText('A part of Gridline did not load. Reload the page').waitFor();
  await rail('Settings');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await rail('Outbox');
  await notice.waitFor();
  await page.context().unroute(code);
  await notice.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('heading', { name: 'Outbox', level: 1 }).waitFor();
  expect(beyond).toEqual([]);
});

test('A rail that cannot be drawn still leads to the screens.', async () => {
  spoil = (said) => said.replace(/"byState":\[[^\]]*\]/g, '"byState":[null]');
  await reload();
  const links = page.getByRole('navigation', { name: 'Screens' }).getByRole('link');
  await links.last().waitFor();
  expect(await links.allInnerTexts()).toEqual(['Queue', 'Outbox', 'Connections', 'Settings']);
  await links.last().click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
});

test('A case that cannot be drawn can be closed.', async () => {
  spoil = (said) => said.replaceAll('"multiline":false', '"multiline":false,"label":{}');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await dialog(page).getByRole('alert').getByText('could not be shown').waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  const before = await idAtCursor(page);
  await page.keyboard.press('j');
  expect(await idAtCursor(page)).not.toBe(before);
});

test('What fails outside of drawing is told, with a way to pass it on, and goes nowhere by itself.', async () => {
  beyond.length = 0;
  await page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('Cannot read properties of undefined (reading "Northgate Retail")');
    });
    void Promise.reject(new Error('Northgate Retail'));
  });
  const told = page.getByRole('alert').filter({ hasText: 'What you just did may not have worked.' });
  await told.first().waitFor();
  await told.filter({ hasText: 'There is a fault in Gridline itself.' }).waitFor();
  expect((await told.allInnerTexts()).join(' ')).not.toContain('Northgate');
  await page.keyboard.press('j');
  await page.locator('[data-issue-id][data-cursor]').waitFor();
  expect(beyond).toEqual([]);
});

test('A part of the page that does not load is told.', async () => {
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.src = '/assets/gone.js';
    document.head.append(script);
  });
  const told = page.getByRole('alert').filter({ hasText: 'A part of Gridline did not load.' });
  await told.waitFor();
  expect(await told.innerText()).toContain('Reload it');
});

test('While everything that matches is still being selected, no key acts on less.', async () => {
  await page.keyboard.press('j');
  held = [];
  await page.keyboard.press('Control+a');
  await page.keyboard.press('e');
  await page.getByText('The issues are still being selected, so nothing was done.').first().waitFor();
  expect(await dialog(page).count()).toBe(0);
  const waiting = held;
  held = null;
  for (const pass of waiting) pass();
  await page.getByText(/^\d+ issues selected$/).waitFor();
  await page.keyboard.press('e');
  await dialog(page)
    .getByText(/^Escalate: \d+ issues/)
    .waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('A part that could not be fetched ahead is no trouble of anybody who has not wanted it.', async () => {
  const code = /\/assets\/(?:help-sheet|leave-dialog)-.*\.js/;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.context().route(code, (route) => route.abort());
  await reload();
  const late = [/help-sheet-/, /leave-dialog-/, /palette-/, /first-run-/, /settings-screen-/, /connections-screen-/];
  await eventually(() => late.every((name) => asked.some((url) => name.test(url))), 'all is fetched ahead');
  await page.keyboard.press('?');
  await page.getByRole('alert').filter({ hasText: 'The help could not be shown.' }).waitFor();
  expect(await page.getByRole('alert').filter({ hasText: 'The question could not be shown.' }).count()).toBe(0);
  await page.context().unroute(code);
});

test('The key to the console goes to no other server of this machine.', async () => {
  const heard: (string | undefined)[] = [];
  const other = createServer((request, response) => {
    heard.push(request.headers.cookie);
    response.end('Another program');
  });
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('The other server has no port.');
  const tab = await sandbox.secondTab();
  try {
    // One that somebody was led to from the console itself: the browser holds both for the same site.
    await tab.evaluate((url) => window.location.assign(url), `http://127.0.0.1:${address.port}/`);
    await tab.getByText('Another program').waitFor();
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter((cookie) => cookie !== undefined)).toEqual([]);
  } finally {
    await tab.close();
    other.close();
  }
});

test('What is said is said, also where the code of its place could not be fetched.', async () => {
  await page.route(/toasts-[^/]*\.js$/, (route) => route.abort());
  onTestFinished(() => page.unroute(/toasts-[^/]*\.js$/));
  await reload();
  await page.locator('[data-issue-id]').nth(5).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  const said = page.getByRole('alert').getByText('Acknowledged 1 issue.');
  await said.waitFor();
  await page.keyboard.press('u');
  await page.getByRole('alert').getByText('Undone: Acknowledged 1 issue.').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByText('Undone: Acknowledged 1 issue.').waitFor({ state: 'detached' });
  expect(await said.count()).toBe(0);
});
