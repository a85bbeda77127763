import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, dialog, findIssue, grid, pane, row } from './console.ts';
import { hostile, invoiceFile, lateInvoice, refusalFile } from './documents.ts';
import type { World } from './world.ts';

/** A mark that only a reload would wipe out. */
const mark = (page: Page): Promise<void> => page.evaluate(() => void (document.body.dataset['here'] = 'since'));
const isMarked = (page: Page): Promise<boolean> => page.evaluate(() => document.body.dataset['here'] === 'since');

export async function newExceptionAppearsLive({ page, tradingGrid }: World): Promise<void> {
  await atQueue(page);
  await mark(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const selected = page.locator('[data-issue-id][data-selected]');
  const chosen = await selected.getAttribute('data-issue-id');
  expect(await row(page, 'INV-77').count()).toBe(0);

  tradingGrid.put(lateInvoice);
  // Slow, so that the answer comes when the queue is on screen again.
  tradingGrid.faults.add({ call: 'trading-grid.transactions.search', fault: { type: 'slow', ms: 1_000 } });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Poll now: Problem transactions' }).click();
  await page.getByRole('heading', { name: 'Connections', level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await row(page, 'INV-77').waitFor();
  expect(await isMarked(page)).toBe(true);
  expect(await selected.getAttribute('data-issue-id')).toBe(chosen);
  await page.getByRole('toolbar').getByText('1 issue selected').waitFor();
}

export async function documentWithFailingSegment({ page, dropFolder }: World): Promise<void> {
  await atQueue(page);
  await mark(page);
  writeFileSync(join(dropFolder, 'invoice.edi'), invoiceFile);
  writeFileSync(join(dropFolder, 'refusal.edi'), refusalFile);
  await row(page, 'INV-900').waitFor();
  expect(await isMarked(page)).toBe(true);
  await findIssue(page, 'number:INV-900');
  await page.keyboard.press('Enter');
  const lines = pane(page).getByRole('group', { name: /as sent$/ });
  const failing = lines.locator('[data-wrong]').filter({ hasText: 'TDS' }).first();
  await failing.waitFor();
  expect((await failing.innerText()).replace(/\s+/g, '')).toContain('TDS*23880~');
  expect(await lines.locator('[data-wrong]').filter({ hasText: 'BIG' }).count()).toBe(0);
  expect(await lines.innerText()).toContain('BIG');
  await pane(page).getByRole('region', { name: 'Acknowledgement', exact: true }).getByText('Rejected').waitFor();
}

export async function hostileTextIsInert({ page }: World): Promise<void> {
  await atQueue(page);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await row(page, hostile).waitFor();
  await findIssue(page, 'number:INV-666');
  await page.keyboard.press('Enter');
  await pane(page).getByRole('region', { name: 'Explanation' }).getByText(hostile).first().waitFor();
  await page.keyboard.press('e');
  const description = dialog(page).getByLabel('Description');
  await description.waitFor();
  expect(await description.inputValue()).toContain(hostile);
  const found = await page.evaluate(() => ({
    images: document.querySelectorAll('img').length,
    bold: [...document.querySelectorAll('b')].filter((node) => node.textContent === 'Evil').length,
    hacked: 'hacked' in window,
  }));
  expect(found).toEqual({ images: 0, bold: 0, hacked: false });
  expect(complaints).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
}

/** The core dies while an escalation can still be undone; it is written once, by its successor. */
export async function crashAndCarryOn({ page, salesforce, crash, recover }: World): Promise<void> {
  await atQueue(page);
  await mark(page);
  const before = salesforce.cases().length;
  const rows = Number(await grid(page).getAttribute('aria-rowcount'));
  await findIssue(page, 'number:INV-13');
  await page.keyboard.press('e');
  await dialog(page).getByLabel('Description').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Escalated 1 issue to Salesforce.').waitFor();
  await crash();
  const lost = page.getByText('Reconnecting');
  await lost.waitFor();
  await recover();
  await lost.waitFor({ state: 'detached' });
  await row(page, 'INV-13')
    .getByRole('link', { name: /Open case/ })
    .waitFor();
  expect(salesforce.cases().length).toBe(before + 1);
  expect(salesforce.cases().filter(({ subject }) => subject?.includes('INV-13')).length).toBe(1);
  await atQueue(page);
  await eventually(
    async () => Number(await grid(page).getAttribute('aria-rowcount')) === rows,
    'the queue is what it was',
  );
  expect(await isMarked(page)).toBe(true);
}
