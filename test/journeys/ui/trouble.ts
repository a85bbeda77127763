import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { day } from '#shared/lib/time.ts';
import { eventually } from '#test/harness/eventually.ts';
import type { InjectedTransaction } from '#sandbox/trading-grid/trading-grid.ts';
import { invoice, ownWord, shipNotice } from '#test/harness/small-network.ts';
import {
  functionalAcknowledgement,
  harbourStores,
  invoice as invoiceSet,
  purchaseOrder,
  usBrands,
  x12File,
} from '#test/harness/x12-fixtures.ts';
import { atQueue, dialog, pane, row } from './console.ts';
import type { World } from './world.ts';

/** What the journeys over HTTP tell in full, as a person sees it. */

/** Each lacks a map of its own, and all of them are found by one word. */
const withoutMap = (document: InjectedTransaction, word: string): InjectedTransaction => ({
  ...document,
  status: 'Failed',
  errorcode: '4711',
  externalerrormessage: `The map ${ownWord(document)} is missing (${word})`,
});

async function pollProblems(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Poll now: Problem transactions' }).click();
  await page.getByRole('heading', { name: 'Connections', level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('q');
}

/** Chooses all that the word finds and escalates them, by keys. */
async function escalateAll({ page, salesforce }: World, word: string, count: number): Promise<void> {
  const before = salesforce.cases().length;
  await page.keyboard.press('/');
  await page.keyboard.type(word);
  await page.keyboard.press('Enter');
  await eventually(
    async () => (await page.getByRole('grid', { name: 'Issues' }).getAttribute('aria-rowcount')) === String(count + 1),
    `${count} issues fit ${word}`,
  );
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByText(`${count} issues selected`).waitFor();
  await page.keyboard.press('e');
  await dialog(page).getByText(`Escalate: ${count} issues`).waitFor();
  await dialog(page).getByLabel('Description').waitFor();
  await page.keyboard.press('Enter');
  await dialog(page).getByText(`Create ${count} cases through Salesforce`).waitFor();
  await dialog(page).locator('button:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(`Escalated ${count} issues to Salesforce.`).waitFor();
  await eventually(() => salesforce.cases().length >= before + count, `${count} cases are written`, 30_000);
  await page
    .getByRole('link', { name: /Open case/ })
    .first()
    .waitFor();
  const keys = salesforce.cases().map(({ key }) => key);
  expect([keys.length, new Set(keys).size]).toEqual([before + count, before + count]);
}

export async function burst(world: World): Promise<void> {
  const { page, tradingGrid, salesforce } = world;
  await atQueue(page);
  for (let n = 0; n < 200; n += 1) tradingGrid.put(withoutMap(invoice(`BA-${n}`), 'bursta'));
  for (let n = 0; n < 300; n += 1) tradingGrid.put(withoutMap(shipNotice(`BB-${n}`), 'burstb'));
  await pollProblems(page);
  await row(page, 'bursta').or(row(page, 'BB-')).first().waitFor();
  const upserts = salesforce.ledger.calls('salesforce.collections.upsert').length;
  await escalateAll(world, 'bursta', 200);
  expect(salesforce.ledger.calls('salesforce.collections.upsert').length).toBe(upserts + 1);
}

/** The session ends between the two calls that 300 cases take. */
export async function sessionEndsMidBatch(world: World): Promise<void> {
  const { page, salesforce } = world;
  await atQueue(page);
  const signIns = salesforce.ledger.calls('salesforce.oauth.token').length;
  salesforce.faults.add({
    call: 'salesforce.collections.upsert',
    fault: { type: 'vendor', name: 'token-expired' },
    times: 1,
    after: 1,
  });
  await escalateAll(world, 'burstb', 300);
  expect(salesforce.ledger.calls('salesforce.oauth.token').length).toBe(signIns + 1);
}

export async function pagesInDisorder({ page, tradingGrid }: World): Promise<void> {
  await atQueue(page);
  for (const n of [81, 82, 83]) tradingGrid.put(withoutMap(invoice(`INV-${n}`), 'disorder'));
  const call = 'trading-grid.transactions.search';
  tradingGrid.faults.add({ call, fault: { type: 'vendor', name: 'duplicated' }, times: 2 });
  tradingGrid.faults.add({ call, fault: { type: 'vendor', name: 'reordered' }, times: 2, after: 1 });
  await pollProblems(page);
  await pollProblems(page);
  await page.keyboard.press('/');
  await page.keyboard.type('disorder');
  await page.keyboard.press('Enter');
  await eventually(async () => (await page.locator('[data-issue-id]').count()) === 3, 'each stands there once');
  expect(await Promise.all([81, 82, 83].map((n) => row(page, `INV-${n}`).count()))).toEqual([1, 1, 1]);
}

export async function answerBeforeDocument({ page, dropFolder }: World): Promise<void> {
  await atQueue(page);
  const refusal = functionalAcknowledgement({
    group: ['IN', '101'],
    set: ['810', '0001'],
    errors: [
      ['AK3', 'TDS', '7', '', '8'],
      ['AK4', '1', '610', '6', '23880'],
    ],
    status: ['R', '5'],
  });
  const answer = { sender: harbourStores, receiver: usBrands, control: '000000905' };
  writeFileSync(join(dropFolder, 'early-answer.edi'), x12File('FA', refusal, answer));
  await page.keyboard.press('/');
  await page.keyboard.type('kind:rejected');
  await page.keyboard.press('Enter');
  const early = row(page, 'Rejected').filter({ hasNotText: 'INV-' });
  await early.first().waitFor();
  writeFileSync(join(dropFolder, 'late-invoice.edi'), x12File('IN', invoiceSet('INV-905')));
  await row(page, 'INV-905').waitFor();
  expect([await early.count(), await row(page, 'INV-905').count()]).toEqual([0, 1]);
  await row(page, 'INV-905').click();
  await pane(page).locator('[data-wrong]').filter({ hasText: 'TDS' }).first().waitFor();
}

const tenDaysAgo = (): string => new Date(Date.now() - 10 * day).toISOString().slice(2, 10).replaceAll('-', '');

/** An order of ten days ago is read now; a minute later, when no answer came with it, it counts as overdue. */
export async function orderIsSent({ page, dropFolder }: World): Promise<void> {
  await atQueue(page);
  writeFileSync(
    join(dropFolder, 'old-order.edi'),
    x12File('PO', purchaseOrder('PO-4711'), { control: '000000950', date: tenDaysAgo() }),
  );
  expect(await row(page, 'PO-4711').count()).toBe(0);
}

export async function orderIsOverdue({ page }: World): Promise<void> {
  await atQueue(page);
  await page.keyboard.press('/');
  await page.keyboard.type('number:PO-4711');
  await page.keyboard.press('Enter');
  await row(page, 'PO-4711').waitFor({ timeout: 150_000 });
  await row(page, 'PO-4711').click();
  await pane(page).getByText('No acknowledgement within').first().waitFor();
}
