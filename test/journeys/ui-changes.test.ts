import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, dialog, pane } from './ui/console.ts';
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

test('What a person asks for is shown at once, and goes back where it is refused; what was done besides stays.', async () => {
  await page.keyboard.press('j');
  const id = await idAtCursor(page);
  const row = rowOf(page, id);
  await page.keyboard.press('m');
  await page.getByText(/^Assigned 1 issue to/).waitFor();
  wire.hold('issues/setStatus');
  wire.refuse('issues/setStatus', 'The disk is full');
  await page.keyboard.press('a');
  await rowOf(page, id).and(page.locator('[data-status="acknowledged"]')).waitFor();
  wire.release();
  await refusal().waitFor();
  await refusal().getByRole('button', { name: 'Dismiss' }).click();
  expect(await row.getAttribute('data-status')).toBe('open');
  await page.keyboard.press('u');
  await page.getByText(/^Undone: Assigned 1 issue to/).waitFor();
});

test('A key that is pressed twice is taken back by one key.', async () => {
  await page.keyboard.press('j');
  const row = rowOf(page, await idAtCursor(page));
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await page.getByText('1 issue was already acknowledged.').waitFor();
  await page.keyboard.press('u');
  await page.getByText('Undone: Acknowledged 1 issue.').waitFor();
  await expect.poll(() => row.getAttribute('data-status')).toBe('open');
});

test('Undoing leaves alone what was done in another window since, and says so.', async () => {
  const other = await sandbox.secondTab();
  await page.keyboard.press('j');
  const id = await idAtCursor(page);
  await page.keyboard.press('a');
  await page.getByText('Acknowledged 1 issue.').waitFor();
  await rowOf(other, id).and(other.locator('[data-status="acknowledged"]')).click();
  await pane(other).getByRole('button', { name: 'Resolve' }).click();
  await rowOf(page, id).waitFor({ state: 'detached' });
  await page.keyboard.press('u');
  await page.getByText('Nothing was undone: 1 issue has been changed again since.').waitFor();
  expect(await rowOf(page, id).count()).toBe(0);
  await other.close();
});

test('Failures that nobody has closed leave room for what is done next, and for its way back.', async () => {
  await page.keyboard.press('j');
  for (const nth of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']) {
    wire.refuse('issues/setStatus', `The ${nth} disk is full`);
    const before = wire.calls('issues/setStatus');
    await page.keyboard.press('a');
    await expect.poll(() => wire.calls('issues/setStatus')).toBe(before + 1);
  }
  const failures = page.getByRole('alert').filter({ hasText: 'could not be changed' });
  await failures.nth(2).waitFor();
  await page.keyboard.press('m');
  await page.getByText(/^Assigned 1 issue to/).waitFor();
  for (const nth of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']) {
    expect(await failures.count()).toBeLessThanOrEqual(3);
    const one = failures.filter({ hasText: `The ${nth} disk` });
    await one.getByRole('button', { name: 'Dismiss' }).click();
    await one.waitFor({ state: 'detached' });
  }
  await page.keyboard.press('u');
  await page.getByText(/^Undone: Assigned 1 issue to/).waitFor();
});

test('What several will get is asked for once, whatever shows it.', async () => {
  for (const key of ['j', 'x', 'j', 'x', 'e']) await page.keyboard.press(key);
  const asked = wire.calls('actions/preview');
  await dialog(page).getByText('Case 1 of 2').waitFor();
  await dialog(page).getByRole('region', { name: 'Each case' }).getByText('Subject').waitFor();
  expect(wire.calls('actions/preview')).toBeLessThanOrEqual(asked + 1);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
});

test('What was done before the core died is undone after it has come back.', async () => {
  await page.keyboard.press('j');
  const id = await idAtCursor(page);
  await page.keyboard.press('a');
  await page.locator(`[data-issue-id="${id}"][data-status="acknowledged"]`).waitFor();
  await page.getByText('Acknowledged 1 issue.').waitFor();
  const marked = wire.calls('issues/setStatus');
  await sandbox.crash();
  const lost = page.getByText('Reconnecting');
  await lost.waitFor();
  await sandbox.recover();
  await lost.waitFor({ state: 'detached' });
  await page.keyboard.press('u');
  await page.getByText('Undone: Acknowledged 1 issue.').waitFor();
  expect(wire.calls('issues/setStatus')).toBe(marked + 1);
  await page.locator(`[data-issue-id="${id}"][data-status="open"]`).waitFor();
});

test('A console that was restarted says that it has a new address, and not that the connection comes back.', async () => {
  const bar = page
    .getByRole('status')
    .filter({ hasText: /^Gridline was restarted\. Open the new address that it printed\.$/ });
  await page.keyboard.press('j');
  const id = await idAtCursor(page);
  await sandbox.crash();
  await page.getByText('Reconnecting').waitFor();
  expect(await bar.count()).toBe(0);
  const address = await sandbox.restart();
  await bar.waitFor();
  expect(await page.getByText('Reconnecting').count()).toBe(0);
  await page.keyboard.press('a');
  await page.getByText('Gridline was restarted, so nothing was changed.').waitFor();
  const opened = await page.context().newPage();
  await opened.goto(address);
  await opened.locator(`[data-issue-id="${id}"][data-status="open"]`).waitFor();
  await opened.close();
  // The same browser has the new key: the page that was open goes on.
  await bar.waitFor({ state: 'detached' });
  await page.getByText('Reconnecting').waitFor({ state: 'detached' });
  await page.keyboard.press('a');
  await page.locator(`[data-issue-id="${id}"][data-status="acknowledged"]`).waitFor();
});

test('An escalation whose answer was lost is asked for again, and goes out once.', async () => {
  await page.keyboard.press('j');
  const row = rowOf(page, await idAtCursor(page));
  await page.keyboard.press('e');
  await dialog(page).getByLabel('Description').waitFor();
  const asked = wire.calls('actions/request');
  wire.loseAnswer('actions/request');
  await page.keyboard.press('Enter');
  await page.getByText('Escalated 1 issue to Salesforce.').waitFor();
  expect(wire.calls('actions/request')).toBe(asked + 2);
  await row.getByRole('link', { name: /Open case/ }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'Outbox', level: 1 }).waitFor();
  await eventually(async () => (await page.locator('[data-action-id]').count()) === 1, 'one action is in the outbox');
});

test('Whether a change was made whose answer is lost is left open.', async () => {
  await page.keyboard.press('j');
  const id = await idAtCursor(page);
  wire.loseAnswer('issues/setStatus');
  await page.keyboard.press('a');
  const told = page
    .getByRole('alert')
    .filter({ hasText: '1 issue may not have been changed. The connection was lost' });
  await told.waitFor();
  await expect.poll(() => rowOf(page, id).getAttribute('data-status')).toBe('acknowledged');
  await told.getByRole('button', { name: 'Dismiss' }).click();
});
