import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, dialog, pane } from './ui/console.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const state = (name: string | RegExp) => page.getByRole('group', { name: 'States' }).getByRole('button', { name });
const rows = () => page.locator('[data-action-id]');
const cursor = () => page.locator('[data-action-id][data-cursor]');
const action = () => page.getByRole('region', { name: 'Action', exact: true });

/** The action whose row has the keyboard; null where no row has it. */
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-action-id') ?? null);

const idAt = async (place: number) => await rows().nth(place).getAttribute('data-action-id');

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
  // Time enough for a slow machine to read what is still held back.
  await press('g', 's');
  await page.getByLabel('Time to undo, in seconds').fill('60');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
  await atQueue(page);
  await press('j', 'x', 'Shift+j', 'Shift+j', 'Shift+j', 'Shift+j', 'e');
  await dialog(page)
    .getByRole('button', { name: /5 cases/ })
    .waitFor();
  await press('Enter');
  await dialog(page).waitFor({ state: 'detached' });
}, 120_000);

afterAll(() => sandbox?.close(), 30_000);

beforeEach(async () => {
  await press('g', 'o');
  await heading('Outbox').waitFor();
  await state(/^All/).click();
  await cursor().or(rows().first()).first().waitFor();
});

describe('the list of the outbox', () => {
  test('The keyboard is on the row under the cursor; rows are chosen, taken together and let go by keys.', async () => {
    await eventually(async () => (await rows().count()) === 5, 'all five are there');
    await press('Home');
    expect(await focused()).toBe(await idAt(0));
    await press('j');
    expect(await focused()).toBe(await idAt(1));
    await press('x', 'Shift+j');
    const bar = page.getByRole('toolbar', { name: 'Selected actions' });
    await bar.getByText('2 actions selected').waitFor();
    await bar.getByRole('button', { name: 'Cancel (2)' }).waitFor();
    await press('Control+a');
    await bar.getByText('5 actions selected').waitFor();
    await press('Escape');
    await bar.waitFor({ state: 'detached' });
    expect(await focused()).toBe(await idAt(2));
  });

  test('The list scrolls by itself: the page stays where it is, and the last row comes into view.', async () => {
    await page.setViewportSize({ width: 1440, height: 240 });
    await eventually(async () => {
      // Again until the list knows how low the window has become.
      await press('Home', 'End');
      const box = await cursor().boundingBox();
      return box !== null && box.y + box.height / 2 < 240;
    }, 'the last row is in view');
    expect(await page.evaluate(() => document.scrollingElement?.scrollHeight)).toBe(240);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('Enter goes into the action and Escape back to its row; its issue is one key away.', async () => {
    await press('Home', 'j', 'Enter');
    await action().waitFor();
    await eventually(
      () => action().evaluate((region) => region === document.activeElement),
      'the keyboard is in the action',
    );
    await action().getByText('Will be sent unless you cancel it.').waitFor();
    await action().getByText('Case through Salesforce', { exact: true }).waitFor();
    await action().getByText('Content', { exact: true }).click();
    const subject = action()
      .getByRole('definition')
      .filter({ hasText: /was not delivered|rejected|failed/i });
    await subject.first().waitFor();
    await action().focus();
    await press('Escape');
    await action().waitFor({ state: 'detached' });
    expect(await focused()).toBe(await idAt(1));
    await press('i');
    await pane(page).getByRole('heading', { level: 1 }).waitFor();
    await press('Escape');
    expect(page.url()).toContain('#/queue');
  });

  test('The open action stands in the address: Back closes it, and who is sent the address sees it.', async () => {
    await press('Home', 'j', 'Enter');
    await action().waitFor();
    const [first, second] = [await idAt(1), await idAt(2)];
    expect(page.url()).toContain(`action=${encodeURIComponent(first ?? '').replace(/%3A/g, ':')}`);
    await press('j');
    await eventually(() => page.url().includes(encodeURIComponent(second ?? '').replace(/%3A/g, ':')), 'it follows');
    await page.reload();
    await action().waitFor();
    expect(await cursor().getAttribute('data-action-id')).toBe(second);
    await page.goBack();
    await action().waitFor({ state: 'detached' });
    expect(page.url()).toContain('#/outbox');
    await page.goForward();
    await action().waitFor();
    await press('Escape');
    await action().waitFor({ state: 'detached' });
  });

  test('Another state keeps the cursor on its action, stands in the address, and its count is said.', async () => {
    await press('End');
    const id = await focused();
    expect(id).not.toBeNull();
    await state(/^Sending soon/).click();
    await page.getByRole('status').filter({ hasText: '5 actions.' }).waitFor({ state: 'attached' });
    expect(page.url()).toContain('state=held');
    expect(await cursor().getAttribute('data-action-id')).toBe(id);
    await page.reload();
    await rows().nth(4).waitFor();
    expect(await state(/^Sending soon/).getAttribute('aria-pressed')).toBe('true');
  });

  test('An action that moves on leaves the keyboard to the one that moved up.', async () => {
    await state(/^Sending soon/).click();
    await rows().nth(4).waitFor();
    await press('Home', 'j');
    const [gone, heir] = [await idAt(1), await idAt(2)];
    expect(await focused()).toBe(gone);
    await press('c');
    await page.getByText('1 action cancelled.').waitFor();
    await page.locator(`[data-action-id="${gone}"]`).waitFor({ state: 'detached' });
    await eventually(async () => (await focused()) === heir, 'the keyboard is on the row that moved up');
    await state('Cancelled 1').waitFor();
  });

  test('What cannot be done says why, and nothing is done.', async () => {
    await state(/^Cancelled/).click();
    await eventually(async () => (await rows().count()) === 1, 'the cancelled one is shown');
    await press('Home', 'd');
    await page.getByText('Only an action whose outcome is unknown can be marked as delivered.').waitFor();
    expect(await rows().count()).toBe(1);
  });

  test('Columns are chosen for the outbox alone.', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('dialog').getByLabel('Requested by', { exact: true }).click();
    await press('Escape');
    await page.getByRole('columnheader', { name: 'Requested by' }).waitFor({ state: 'detached' });
    await atQueue(page);
    expect(await page.getByRole('columnheader', { name: 'Owner' }).count()).toBe(1);
  });
});
