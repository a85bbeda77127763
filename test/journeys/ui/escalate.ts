import { expect } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, countingKeys, dialog, findIssue, grid, pane, row, searchBox, selectedRow } from './console.ts';
import { refused, shipNoticeCount } from './documents.ts';
import type { World } from './world.ts';

const caseLink = /Open case/;

/** Main job: from the queue to a case with not one touch of the mouse and at most five keys. */
export async function escalateByKeyboard({ page, salesforce }: World): Promise<void> {
  await atQueue(page);
  await row(page, 'INV-10').waitFor();
  const keys = countingKeys(page);

  await keys.press('j');
  const issue = await selectedRow(page).getAttribute('data-issue-id');
  await keys.press('Enter');
  const explanation = pane(page).getByRole('region', { name: 'Explanation' });
  await explanation.getByText(refused).first().waitFor();
  await explanation.getByText('Whose move').waitFor();

  await keys.press('e');
  await dialog(page).getByText('Escalate to Salesforce').waitFor();
  const description = dialog(page).getByLabel('Description');
  await description.waitFor();
  const written = await description.inputValue();
  expect(written).toContain(refused);
  expect(salesforce.cases()).toEqual([]);

  await keys.press('Enter');
  await page.getByText('Escalated 1 issue to Salesforce.').waitFor();
  expect(salesforce.cases()).toEqual([]);
  const inRow = page.locator(`[data-issue-id="${issue}"]`).getByRole('link', { name: caseLink });
  await inRow.waitFor();
  expect(keys.count()).toBeLessThanOrEqual(5);

  const [only, ...others] = salesforce.cases();
  expect(others).toEqual([]);
  expect(only?.description).toBe(written);
  expect(await inRow.innerText()).toContain(only?.caseNumber);
  await pane(page).getByRole('region', { name: 'Timeline' }).getByText(`Case ${only?.caseNumber}`).first().waitFor();
}

export async function undoInTime({ page, salesforce }: World): Promise<void> {
  await atQueue(page);
  const before = salesforce.cases().length;
  await findIssue(page, 'number:INV-11');
  await page.keyboard.press('e');
  await dialog(page).getByLabel('Description').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Escalated 1 issue to Salesforce.').waitFor();
  await page.keyboard.press('u');
  await page.getByText('Taken back: 1 case not written.').waitFor();
  await page.keyboard.press('Enter');
  const timeline = pane(page).getByRole('region', { name: 'Timeline' });
  await timeline.getByText('took it back before it left').waitFor();
  expect(salesforce.cases().length).toBe(before);
}

export async function escalateTwentyAtOnce({ page, salesforce }: World): Promise<void> {
  await atQueue(page);
  const before = salesforce.cases().length;
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText('2 issues selected').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('toolbar', { name: 'Selected issues' }).waitFor({ state: 'detached' });

  await page.keyboard.press('/');
  await page.keyboard.type('doc:856');
  await page.keyboard.press('Enter');
  await row(page, 'INV-10').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+a');
  await page.getByText(`${shipNoticeCount} issues selected`).waitFor();
  await page.keyboard.press('e');
  await dialog(page).getByText(`Escalate ${shipNoticeCount} issues to Salesforce`).waitFor();
  await dialog(page).getByText('Writes 20 cases').waitFor();
  await dialog(page).getByText('1 issue of the selection is escalated already and left out').waitFor();
  await page.keyboard.press('Enter');
  await eventually(
    async () => (await grid(page).getByRole('link', { name: caseLink }).count()) === shipNoticeCount,
    'each row has its case number',
  );
  const written = salesforce.cases().slice(before);
  expect(new Set(written.map(({ key }) => key)).size).toBe(20);
  // The one that was taken back in time is not among them.
  expect(salesforce.cases().filter(({ subject }) => subject?.includes('INV-11'))).toEqual([]);
  const calls = salesforce.ledger.calls('salesforce.collections.upsert');
  expect(calls.length).toBeLessThanOrEqual(2);
}

export async function search({ page }: World): Promise<void> {
  await atQueue(page);
  await page.keyboard.press('/');
  await page.keyboard.type('severity>>high');
  const problem = page.getByRole('alert').filter({ hasText: 'Expected' });
  await problem.waitFor();
  expect(await problem.innerText()).toMatch(/Expected .+, found .+, at character \d+\./);
  expect(await searchBox(page).getAttribute('aria-invalid')).toBe('true');
  await page.keyboard.press('Escape');
  await problem.waitFor({ state: 'detached' });
  await page.keyboard.type('number:INV-12');
  await page.keyboard.press('Enter');
  await row(page, 'INV-10').waitFor({ state: 'detached' });
  expect(await row(page, 'INV-12').count()).toBe(1);
  await page.keyboard.press('/');
  await page.keyboard.type('nothing-is-called-this');
  await page.getByText('No issue matches').waitFor();
  await page.keyboard.press('Escape');
  await row(page, 'INV-10').waitFor();
}

export async function outbox({ page, salesforce }: World): Promise<void> {
  await atQueue(page);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'Outbox', level: 1 }).waitFor();
  const states = page.getByRole('group', { name: 'States' });
  await states.getByRole('button', { name: `Accepted ${salesforce.cases().length}` }).waitFor();
  await states.getByRole('button', { name: 'Cancelled 1' }).click();
  const rows = page.locator('[data-action-id]');
  await eventually(async () => (await rows.count()) === 1, 'only what was cancelled is shown');
  expect(await rows.innerText()).toContain('INV-11');
  await rows.getByRole('button', { name: /INV-11/ }).click();
  await pane(page)
    .getByRole('heading', { name: /INV-11/ })
    .waitFor();
}
