import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, grid } from './ui/console.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

beforeEach(() => atQueue(page));

const heading = (name: string) => grid(page).getByRole('columnheader', { name, exact: true });

const headings = async () => (await grid(page).getByRole('columnheader').allTextContents()).join(' ');

/** What has the keyboard, as a screen reader is told it: the role, and the issue where it is a row. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement: node } = document;
    return [node?.getAttribute('role') ?? node?.tagName, node?.getAttribute('data-issue-id')] as const;
  });

const cursor = () => page.locator('[data-issue-id][data-cursor]').getAttribute('data-issue-id');

async function reload(): Promise<void> {
  await page.reload();
  await page.locator('[data-issue-id]').nth(5).waitFor();
}

test('The keyboard is on the row under the cursor, wherever the cursor goes, and stays there while the list is scrolled.', async () => {
  for (const key of ['j', 'j', 'k', 'PageDown', 'j']) {
    await page.keyboard.press(key);
    expect(await focused()).toEqual(['row', await cursor()]);
  }
  expect(await grid(page).getByRole('row').locator('[tabindex="0"]').count()).toBeLessThanOrEqual(1);
  await page.locator('[data-list-scroller]').evaluate((node) => node.scrollTo({ top: node.scrollHeight }));
  await eventually(async () => (await page.locator('[aria-rowindex="2"]').count()) === 0, 'the top has gone');
  expect(await focused()).toEqual(['row', await cursor()]);
});

test('Columns are moved, resized and sorted by keyboard, and a reload keeps all of it.', async () => {
  await heading('Partner').focus();
  const before = await heading('Partner').evaluate((node) => node.clientWidth);
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Enter');
  const wider = await heading('Partner').evaluate((node) => node.clientWidth);
  expect(wider).toBeGreaterThan(before);
  expect(await heading('Partner').getAttribute('aria-sort')).toBe('ascending');
  expect(await headings()).toMatch(/Document.*Partner.*Reason/);
  const names = async () => (await page.locator('[data-column="partner"]').allTextContents()).slice(0, 8);
  await eventually(async () => {
    const shown = await names();
    return shown.length > 5 && shown.join() === shown.toSorted((a, b) => a.localeCompare(b)).join();
  }, 'the partners are in order');

  await reload();
  expect(await headings()).toMatch(/Document.*Partner.*Reason/);
  expect(await heading('Partner').getAttribute('aria-sort')).toBe('ascending');
  expect(await heading('Partner').evaluate((node) => node.clientWidth)).toBe(wider);
});

test('Columns are chosen by keyboard, the number of the document stays, and everything can be put back.', async () => {
  const open = page.getByRole('button', { name: 'Columns' });
  await open.focus();
  await page.keyboard.press('Enter');
  const choices = page.getByRole('dialog');
  await choices.getByLabel('Age', { exact: true }).focus();
  await page.keyboard.press(' ');
  expect(await choices.getByLabel('Document', { exact: true }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await heading('Age').waitFor({ state: 'detached' });
  await reload();
  expect(await heading('Age').count()).toBe(0);

  await open.click();
  await page.getByRole('button', { name: 'Reset columns' }).click();
  await page.keyboard.press('Escape');
  await heading('Age').waitFor();
  expect(await headings()).toMatch(/Partner.*Document.*Reason/);
});

test.each([1440, 700, 420])(
  'The number of the document is there at %i pixels; at 1440 with an issue open beside the list, too.',
  async (width) => {
    await page.setViewportSize({ width, height: 900 });
    const number = page.locator('[data-column="document"]').filter({ hasText: /\d{5}/ }).first();
    await number.waitFor();
    expect(await number.evaluate((cell) => (cell.firstElementChild?.scrollWidth ?? 0) <= cell.clientWidth + 1)).toBe(
      true,
    );
    if (width === 1440) {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Issue', exact: true }).waitFor();
      await number.waitFor();
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  },
);
