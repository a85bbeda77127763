import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { atQueue } from './ui/console.ts';
import { idAtCursor, openSandbox, rowOf, type Sandbox } from './ui/sandbox.ts';
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
}, 150_000);

afterAll(() => sandbox?.close(), 30_000);

beforeEach(() => atQueue(page));

const refusal = () => page.getByRole('alert').filter({ hasText: '1 issue could not be changed. The disk is full.' });

test('A change that is refused goes back and is told, and the message stays until somebody closes it.', async () => {
  await page.keyboard.press('j');
  const row = rowOf(page, await idAtCursor(page));
  wire.refuse('issues/setStatus', 'The disk is full');
  await page.keyboard.press('a');
  await refusal().waitFor();
  expect(await row.getAttribute('data-status')).toBe('open');
  await page.keyboard.press('m');
  await page.getByText(/^Assigned 1 issue to/).waitFor();
  await page.keyboard.press('u');
  await page.getByText(/^Undone: Assigned 1 issue to/).waitFor();
  expect(await refusal().count()).toBe(1);
  await refusal().getByRole('button', { name: 'Dismiss' }).click();
  await refusal().waitFor({ state: 'detached' });
});
