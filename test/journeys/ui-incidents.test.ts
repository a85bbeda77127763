import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoice, ownTrouble, shipNotice } from '#test/harness/small-network.ts';
import { atQueue, dialog, pane, searchBox, selectedRow } from './ui/console.ts';
import { type Desk, openDesk } from './ui/desk.ts';

let desk: Desk;
let page: Page;

const down = 'AS2 delivery to https://as2.harbourstores.example/inbound failed: HTTP 503 Service Unavailable';
const failed = { status: 'Failed', externalerrormessage: down };
const alone = invoice('INV-99');

beforeAll(async () => {
  desk = await openDesk({
    failed: [
      ...Array.from({ length: 60 }, (_, at) => ({ ...shipNotice(`SHP-${100 + at}`), ...failed })),
      ...Array.from({ length: 40 }, (_, at) => ({ ...invoice(`INV-${100 + at}`), ...failed })),
      { ...alone, status: 'Failed', externalerrormessage: ownTrouble(alone) },
    ],
  });
  page = desk.page;
  await page.getByRole('button', { name: 'One row per cause' }).click();
  await outage().waitFor();
}, 60_000);

afterAll(() => desk?.close(), 30_000);

const rows = () => page.locator('[data-issue-id]');
const outage = () => rows().filter({ hasText: '100 documents' });

test('An outage is one row, which says how many documents it holds; a lone issue looks as it does.', async () => {
  await outage().getByText('Harbour Stores').waitFor();
  await rows().filter({ hasText: 'Invoice' }).getByText('INV-99').waitFor();
  expect(page.url()).toContain('rows=incidents');
  await page.reload();
  await expect.poll(() => rows().count()).toBe(2);
});

test('A search that finds a document inside shows the row, and says how many of it match.', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('doc:810 status:open');
  await rows().getByText('40 of 100 documents').waitFor();
  await page.getByTitle('2 incidents', { exact: true }).waitFor();
  await searchBox(page).fill('SHP-107');
  await rows().getByText('1 of 100 documents').waitFor();
  await page.getByTitle('1 incident', { exact: true }).waitFor();
  expect(await rows().count()).toBe(1);
  await atQueue(page);
});

test('What is done with a row is done with its whole incident, by keyboard, and one key takes all of it back.', async () => {
  await page.keyboard.press('Home');
  await expect.poll(() => selectedRow(page).innerText()).toContain('100 documents');
  await page.keyboard.press('a');
  await page.getByText('Acknowledged 100 documents in 1 incident.').waitFor();
  await outage().and(page.locator('[data-status="acknowledged"]')).waitFor();
  const acknowledged = async () => (await desk.client.issues.list({ filter: 'status:acknowledged' })).total;
  expect(await acknowledged()).toBe(100);
  await page.keyboard.press('u');
  await page.getByText('Undone: Acknowledged 100 documents in 1 incident.').waitFor();
  await outage().and(page.locator('[data-status="open"]')).waitFor();
  expect(await acknowledged()).toBe(0);

  await page.keyboard.press('m');
  await page.getByText(/^Assigned 100 documents in 1 incident to/).waitFor();
  await expect.poll(async () => (await desk.client.issues.list({ filter: 'is:mine' })).total).toBe(100);
});

test('Four keys lead from an outage to its one case.', async () => {
  await atQueue(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('e');
  await dialog(page).getByText('One case for 100 documents with the same cause. It lists them.').waitFor();
  await page.keyboard.press('Enter');
  await outage()
    .getByRole('link', { name: /Open case/ })
    .waitFor();
  await page.getByRole('button', { name: 'One row per cause' }).click();
  await expect.poll(() => rows().count()).toBeGreaterThan(10);
  const numbers = await rows()
    .getByRole('link', { name: /Open case/ })
    .allInnerTexts();
  expect(numbers.length).toBeGreaterThan(10);
  expect(new Set(numbers).size).toBe(1);
  await page.getByRole('button', { name: 'One row per cause' }).click();
  await expect.poll(() => rows().count()).toBe(2);
});

test('One document inside is opened, acted on by itself, and left again for the incident.', async () => {
  await atQueue(page);
  await outage().click();
  await pane(page).getByText('One of 100 documents of Harbour Stores').waitFor();
  await pane(page).getByRole('button', { name: 'Show all 100' }).click();
  await page.getByTitle('100 issues', { exact: true }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('r');
  await page.getByText('Resolved 1 issue.').waitFor();
  await page.goBack();
  await outage().waitFor();
  await page.keyboard.press('u');
  await page.getByText('Undone: Resolved 1 issue.').waitFor();
  expect((await desk.client.issues.list({ filter: 'is:resolved' })).total).toBe(0);
});
