import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoice } from '#test/harness/small-network.ts';
import { dialog, pane, searchBox } from './ui/console.ts';
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

test('All that one cause has stopped is escalated from one of them, by keyboard, as one case.', async () => {
  await page.locator('[data-issue-id]').filter({ hasText: 'INV-2' }).click();
  const cause = pane(page).getByRole('region', { name: 'Same cause' });
  await cause.getByRole('button', { name: 'Escalate all 3 as one case' }).press('Enter');
  await dialog(page).getByText('Escalate: 3 documents of Harbour Stores').waitFor();
  await dialog(page).getByText('One case for 3 documents with the same cause. It lists them.').waitFor();
  expect(await dialog(page).getByLabel('Subject').inputValue()).toMatch(/^Harbour Stores: 3 documents, such as: /);
  await page.keyboard.press('Enter');
  await page.getByText('Escalated 3 documents of Harbour Stores to Salesforce.').waitFor();
  const cases = page.locator('[data-issue-id]').getByRole('link', { name: /Open case/ });
  await expect.poll(() => cases.count()).toBe(3);
  expect(new Set(await cases.allInnerTexts()).size).toBe(1);
});

test('A document of another cause is taken out of the incident, and put back by undo.', async () => {
  await page.locator('[data-issue-id]').filter({ hasText: 'INV-3' }).click();
  const cause = pane(page).getByRole('region', { name: 'Same cause' });
  await cause.getByRole('button', { name: 'Take this one out' }).click();
  await page.getByText('Took 1 document out of the incident.').waitFor();
  await cause.waitFor({ state: 'detached' });
  await page.locator('[data-issue-id]').filter({ hasText: 'INV-1' }).click();
  await cause.getByText('One of 2 documents of Harbour Stores').waitFor();
  await page.keyboard.press('u');
  await cause.getByText('One of 3 documents of Harbour Stores').waitFor();
  expect(await cause.count()).toBe(1);
});

test('What is selected is put into one incident from the palette.', async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (const number of ['INV-1', 'INV-4']) {
    await page.locator('[data-issue-id]').filter({ hasText: number }).getByRole('checkbox').click();
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('into one incident');
  await page.getByRole('option', { name: /Put the selected into one incident/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Put 2 documents into one incident.').waitFor();
  await page.locator('[data-issue-id]').filter({ hasText: 'INV-4' }).click();
  await pane(page).getByText('One of 2 documents of Harbour Stores').waitFor();
  await page.keyboard.press('u');
  await expect.poll(() => pane(page).getByRole('region', { name: 'Same cause' }).count()).toBe(0);
});
