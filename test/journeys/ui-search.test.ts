import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atQueue, pane, searchBox, selectedRow } from './ui/console.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';
import { tapWire, type Wire } from './ui/wire.ts';

let sandbox: Sandbox;
let page: Page;
let wire: Wire;

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
  wire = await tapWire(page);
  await page.reload();
  await page.locator('[data-issue-id]').nth(5).waitFor();
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

test('What is typed is asked key by key, counted, and Enter leads to the first issue that was found.', async () => {
  const rows = page.locator('[data-issue-id]');
  const all = await rows.count();
  await page.keyboard.press('/');
  const before = wire.calls('issues/list');
  await page.keyboard.type('yarrow');
  await expect.poll(() => wire.calls('issues/list') - before).toBeGreaterThanOrEqual('yarrow'.length);
  await expect.poll(() => rows.count()).toBeLessThan(all);
  const found = await rows.count();
  await page.getByTitle(`${found} issues`, { exact: true }).waitFor();
  expect(await searchBox(page).inputValue()).toBe('yarrow');

  const first = await rows.first().getAttribute('data-issue-id');
  expect(await selectedRow(page).getAttribute('data-issue-id')).toBe(first);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(() => pane(page).getAttribute('data-issue-detail')).toBe(first);
});

test('With an issue open, a number that somebody quotes leads to its own issue by Enter, however fast it is typed.', async () => {
  await atQueue(page);
  const named = page.locator('[data-issue-id]').filter({ hasText: /SH\d{6}/ });
  const wanted = await named.last().getAttribute('data-issue-id');
  const number = /SH\d{6}/.exec(await named.last().innerText())?.[0] ?? '';
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(() => pane(page).count()).toBe(1);
  expect(await pane(page).getAttribute('data-issue-detail')).not.toBe(wanted);
  await page.keyboard.press('/');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await expect.poll(() => pane(page).getAttribute('data-issue-detail')).toBe(wanted);
  expect(await selectedRow(page).getAttribute('data-issue-id')).toBe(wanted);
});

test('Keys that are faster than the answer wait for it, and mean nothing of the search before.', async () => {
  await atQueue(page);
  const rows = page.locator('[data-issue-id]');
  const all = await rows.count();
  await page.keyboard.press('/');
  wire.hold('issues/list');
  await page.keyboard.type('kind:rejected');
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  expect(await pane(page).count()).toBe(0);
  wire.release();
  await pane(page).waitFor();
  expect(await rows.count()).toBeLessThan(all);
  const second = await rows.nth(1).getAttribute('data-issue-id');
  expect(await selectedRow(page).getAttribute('data-issue-id')).toBe(second);
  expect(await pane(page).getAttribute('data-issue-detail')).toBe(second);
});

test('Whoever thinks better of it before the answer is there has done nothing.', async () => {
  await atQueue(page);
  await page.keyboard.press('/');
  wire.hold('issues/list');
  await page.keyboard.type('kind:rejected');
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.keyboard.press('/');
  wire.release();
  await page.getByTitle(/^\d+ issues$/).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type(' doc:997');
  await page.getByText('No unresolved issues match right now.').waitFor();
  expect(await pane(page).count()).toBe(0);
});

test('What is too long to be searched for says so, beside rows that are not its own.', async () => {
  await atQueue(page);
  const pasted = 'number '.repeat(400);
  await searchBox(page).fill(pasted);
  const told = page
    .getByRole('alert')
    .filter({ hasText: 'This was not searched for; the issues below are those from' });
  await told.filter({ hasText: 'at most 2,000 characters' }).waitFor();
  expect(await page.locator('[data-issue-id]').count()).toBeGreaterThan(1);
  await searchBox(page).fill('');
  await told.waitFor({ state: 'detached' });
});

test('The rows of the last search stay until the next has its own, and half a filter is no mistake yet.', async () => {
  await atQueue(page);
  // In one go: letter by letter, words on the way would be searched for too, and find nothing.
  await searchBox(page).fill('severity:');
  const rows = page.locator('[data-issue-id]');
  expect(await rows.count()).toBeGreaterThan(1);
  await searchBox(page).fill('severity:critical');
  await page.getByTitle(/^\d+ issues$/).waitFor();
  await searchBox(page).fill('severity:critical severity:');
  await page.getByRole('alert').filter({ hasText: 'Expected' }).waitFor();
  expect(await searchBox(page).getAttribute('aria-invalid')).toBe('true');
  expect(await rows.count()).toBeGreaterThan(1);
});

test('A search that was not understood does not say that nothing matches it.', async () => {
  await atQueue(page);
  await page.keyboard.press('/');
  await page.keyboard.type('zzzz');
  await page.getByText('No unresolved issues match right now.').waitFor();
  await page.keyboard.type(' kind:late');
  await page.getByText('Nothing was searched for yet').waitFor();
  expect(await page.getByText('No unresolved issues match right now.').count()).toBe(0);
});
