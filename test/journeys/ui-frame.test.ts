import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

test('The title of the page says where one is and how much waits there.', async () => {
  await eventually(async () => /^\(\d+\) Queue · Gridline$/.test(await page.title()), 'the queue is counted');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await eventually(async () => (await page.title()) === 'Settings · Gridline', 'the settings have no count');
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await page.locator('[data-issue-id]').nth(5).waitFor();
  expect(await page.title()).toMatch(/Queue · Gridline$/);
});

test('The first Tab leads past the rail to the screen.', async () => {
  const fresh = await sandbox.secondTab();
  await fresh.keyboard.press('Tab');
  const skip = fresh.getByRole('button', { name: 'Skip to the content' });
  expect(await skip.evaluate((button) => button === document.activeElement)).toBe(true);
  await fresh.keyboard.press('Enter');
  expect(await fresh.getByRole('main').evaluate((main) => main === document.activeElement)).toBe(true);
  await fresh.keyboard.press('Tab');
  expect(await fresh.getByRole('main').evaluate((main) => main.contains(document.activeElement))).toBe(true);
  await fresh.close();
});
