import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, pane, searchBox } from './ui/console.ts';
import { idAtCursor, openSandbox, rowOf, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const searching = () =>
  eventually(
    () => searchBox(page).evaluate((box) => box === document.activeElement),
    'the keyboard is in the search box',
  );

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

beforeEach(() => atQueue(page));

test('Whoever clears the search, or takes an example from its help, goes on writing in the box.', async () => {
  await press('/');
  await page.keyboard.type('invoice');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await searching();
  expect(await searchBox(page).inputValue()).toBe('');

  const help = page.getByRole('button', { name: 'How to search' });
  await help.press('Enter');
  await page.getByRole('dialog').getByRole('button').first().press('Enter');
  await searching();
  expect(await searchBox(page).inputValue()).not.toBe('');

  await help.press('Enter');
  await page.getByRole('dialog').waitFor();
  await press('Escape');
  await searching();
});

test('Where an issue leaves the list because of a key, the keyboard goes to the one that moved up.', async () => {
  await page
    .getByRole('group', { name: 'Filters' })
    .getByRole('button', { name: /^Unassigned/ })
    .click();
  await page.locator('[data-issue-id]').nth(5).waitFor();
  await press('Home', 'j');
  const gone = await idAtCursor(page);
  const heir = await page.locator('[data-issue-id]').nth(2).getAttribute('data-issue-id');
  await press('m');
  await rowOf(page, gone).waitFor({ state: 'detached' });
  await eventually(
    () => page.evaluate((id) => document.activeElement?.getAttribute('data-issue-id') === id, heir),
    'the keyboard is on the row that moved up',
  );
  await press('u');
  await rowOf(page, gone).waitFor();
  expect(await idAtCursor(page)).toBe(heir);
});

test('The buttons of the rail tell their keys, where one key is all it takes.', async () => {
  const rail = page.getByRole('navigation', { name: 'Screens' });
  expect(await rail.getByRole('button', { name: 'Find anything' }).getAttribute('aria-keyshortcuts')).toBe('Control+k');
  expect(await rail.getByRole('button', { name: 'Keys' }).getAttribute('aria-keyshortcuts')).toBe('?');
});

test('An issue that covers the list gives the keyboard back to its row, by Escape and by Back.', async () => {
  const onRow = (id: string) =>
    eventually(
      () => page.evaluate((row) => document.activeElement?.getAttribute('data-issue-id') === row, id),
      'the keyboard is on the row of the issue that was open',
    );
  await page.setViewportSize({ width: 1024, height: 768 });
  onTestFinished(() => page.setViewportSize({ width: 1440, height: 900 }));
  await press('Home', 'j');
  const id = await idAtCursor(page);
  await press('Enter');
  await pane(page).waitFor();
  await press('Escape');
  await pane(page).waitFor({ state: 'detached' });
  await onRow(id);
  await press('Enter');
  await pane(page).waitFor();
  await page.goBack();
  await pane(page).waitFor({ state: 'detached' });
  await onRow(id);
  expect(await idAtCursor(page)).toBe(id);
});
