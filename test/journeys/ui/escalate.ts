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
  await dialog(page).getByText('Through Salesforce').waitFor();
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
  await page.getByText('Taken back: 1 case not sent.').waitFor();
  await page.keyboard.press('Enter');
  const timeline = pane(page).getByRole('region', { name: 'Timeline' });
  await timeline.getByText('cancelled this before it was sent').waitFor();
  expect(salesforce.cases().length).toBe(before);
}

export async function escalateTwentyAtOnce({ page, salesforce }: World): Promise<void> {
  await atQueue(page);
  const before = salesforce.cases().length;
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByRole('toolbar').getByText('2 issues selected').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('toolbar', { name: 'Selected issues' }).waitFor({ state: 'detached' });

  await page.keyboard.press('/');
  await page.keyboard.type('doc:856');
  await page.keyboard.press('Enter');
  await row(page, 'INV-10').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByText(`${shipNoticeCount} issues selected`).waitFor();
  await page.keyboard.press('e');
  await dialog(page).getByText(`Escalate: ${shipNoticeCount} issues`).waitFor();
  await dialog(page).getByText('20 cases for').waitFor();
  await dialog(page).getByText('1 selected issue already has its case and will be left out').waitFor();
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

/** Two partners at once: what is set for both reaches both, and no word of the one reaches the other. */
export async function manyKeepTheirOwnWords({ page, salesforce }: World): Promise<void> {
  await atQueue(page);
  const before = salesforce.cases().length;
  await page.keyboard.press('/');
  await page.keyboard.type('number:INV-14 OR number:INV-666');
  await page.keyboard.press('Enter');
  await eventually(async () => (await page.locator('[data-issue-id]').count()) === 2, 'both are found');
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByText('2 issues selected').waitFor();
  await page.keyboard.press('e');
  await dialog(page).getByText('Each keeps its own subject, account and description').waitFor();
  const fields = dialog(page).getByRole('textbox').or(dialog(page).getByRole('combobox'));
  const labels = await fields.evaluateAll((all) =>
    all.map((field) =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
        ? field.labels?.[0]?.textContent
        : null,
    ),
  );
  expect(labels).toEqual(['Priority', 'Case origin', 'Note for every case']);
  await dialog(page).getByLabel('Priority').selectOption('Low');
  await dialog(page).getByLabel('Note for every case').fill('Seen on Monday.\nPlease call first.');

  const shown: string[] = [];
  const text = dialog(page).getByRole('group', { name: 'Description' });
  for (const at of [1, 2]) {
    await dialog(page).getByText(`Case ${at} of 2`).waitFor();
    await text.getByText('Please call first.').waitFor();
    await eventually(async () => !shown.includes(await text.innerText()), 'the text of this case is there');
    shown.push(await text.innerText());
    if (at === 1) await dialog(page).getByRole('button', { name: 'Next case' }).click();
  }
  await dialog(page).getByLabel('Note for every case').focus();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Escalated 2 issues to Salesforce.').waitFor();
  await eventually(() => salesforce.cases().length === before + 2, 'both cases are written');
  const written = salesforce.cases().slice(before);
  expect(written.map(({ priority }) => priority)).toEqual(['Low', 'Low']);
  expect(written.map(({ description }) => description?.trim()).toSorted()).toEqual(
    shown.map((one) => one.trim()).toSorted(),
  );
  for (const { description } of written)
    expect(description?.endsWith('Seen on Monday.\nPlease call first.')).toBe(true);
  const [plain, evil] = ['INV-14', 'INV-666'].map((number) => written.find(({ subject }) => subject?.includes(number)));
  expect([plain?.description?.includes('INV-666'), plain?.description?.includes('Evil')]).toEqual([false, false]);
  expect([evil?.description?.includes('INV-14'), evil?.description?.includes('Evil')]).toEqual([false, true]);
  await atQueue(page);
  await row(page, 'INV-10').waitFor();
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
  await row(page, 'INV-12').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('nothing-is-called-this');
  await page.getByText('No matching issues', { exact: true }).waitFor();
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
  await rows.click();
  await page.getByRole('region', { name: 'Action' }).getByRole('button', { name: 'Open the issue' }).click();
  await pane(page)
    .getByRole('heading', { name: /INV-11/ })
    .waitFor();
}
