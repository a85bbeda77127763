import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoice } from '#test/harness/small-network.ts';
import { pane, searchBox } from './ui/console.ts';
import { type Desk, openDesk } from './ui/desk.ts';

let desk: Desk;
let page: Page;

const down =
  'AS2 delivery to https://as2.harbourstores.example/inbound failed after 5 attempts: HTTP 503 Service Unavailable';
const fails = (number: string, message: string) => ({
  ...invoice(number),
  status: 'Failed',
  externalerrormessage: message,
});

beforeAll(async () => {
  desk = await openDesk({
    failed: [
      fails('INV-1', down),
      fails('INV-2', down.replace('5 attempts', '2 attempts')),
      fails('INV-3', down),
      fails('INV-4', 'The certificate of the receiver has expired'),
    ],
  });
  page = desk.page;
}, 60_000);

afterAll(() => desk?.close(), 30_000);

test('An issue says how many documents its cause has stopped, and leads to all of them.', async () => {
  await page.locator('[data-issue-id]').filter({ hasText: 'INV-2' }).click();
  const cause = pane(page).getByRole('region', { name: 'Same cause' });
  await cause.getByText('One of 3 documents of Harbour Stores with the same cause').waitFor();
  await cause.getByRole('button', { name: 'Show all 3' }).click();
  await expect.poll(() => page.locator('[data-issue-id]').count()).toBe(3);
  expect(await searchBox(page).inputValue()).toMatch(/^incident:/);

  await searchBox(page).fill('');
  await page.locator('[data-issue-id]').filter({ hasText: 'INV-4' }).click();
  await pane(page).getByRole('region', { name: 'Explanation' }).waitFor();
  await expect.poll(() => pane(page).getByRole('region', { name: 'Same cause' }).count()).toBe(0);
});
