import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, dialog, pane, searchBox, selectedRow } from './ui/console.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
}, 150_000);

afterAll(() => sandbox?.close(), 30_000);

const hash = () => new URL(page.url()).hash;
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const view = (name: string) => page.getByRole('group', { name: 'Filters' }).getByRole('button', { name });
const chosen = (name: string) => view(name).and(page.locator('[aria-pressed="true"]'));
const finder = () => page.getByRole('combobox', { name: /^Find/ });
const options = () => page.getByRole('listbox', { name: 'Results' }).getByRole('option');

async function find(words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await finder().waitFor();
  await page.keyboard.type(words);
}

describe('the palette', () => {
  beforeEach(() => atQueue(page));

  test('does a command by its name, and says why where it can’t.', async () => {
    await find('ackn');
    const option = options().filter({ hasText: 'Acknowledge' });
    await option.getByText('Pick an issue first').waitFor();
    expect(await option.locator('kbd').allInnerTexts()).toEqual(['a']);
    await page.keyboard.press('Escape');
    await finder().waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    const id = await selectedRow(page).getAttribute('data-issue-id');
    await find('ackn');
    await page.keyboard.press('Enter');
    await page.locator(`[data-issue-id="${id}"][data-status="acknowledged"]`).waitFor();
    await page.keyboard.press('u');
    await page.locator(`[data-issue-id="${id}"][data-status="open"]`).waitFor();
    expect(await finder().count()).toBe(0);
  });

  test('is given what is typed before it is there, and the queue none of it.', async () => {
    await page.keyboard.press('j');
    const id = await selectedRow(page).getAttribute('data-issue-id');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('acknowledge');
    await eventually(async () => (await finder().inputValue()) === 'acknowledge', 'every letter is there');
    await options().filter({ hasText: 'Acknowledge' }).first().waitFor();
    await page.keyboard.press('Escape');
    await finder().waitFor({ state: 'detached' });
    expect(await page.locator(`[data-issue-id="${id}"]`).getAttribute('data-status')).toBe('open');
    expect(await pane(page).count()).toBe(0);
  });

  test('begins with what is done to issues and ends with what moves the cursor.', async () => {
    await page.keyboard.press('Control+k');
    const groups = page.getByRole('listbox', { name: 'Results' }).getByRole('group');
    await groups.first().waitFor();
    expect(await groups.first().getByRole('option').first().innerText()).toContain('Escalate');
    expect(await groups.last().getByRole('option').first().innerText()).toContain('Next issue');
    expect(await groups.getByRole('option', { name: /Mark as delivered/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  test('leads to screens and views, also out of a field.', async () => {
    await page.keyboard.press('/');
    await find('outb');
    await page.keyboard.press('Enter');
    await heading('Outbox').waitFor();
    await find('unassi');
    await page.keyboard.press('Enter');
    await chosen('Unassigned').waitFor();
    expect(hash()).toBe('#/queue?view=unassigned');
    await view('All').click();
  });

  test('Enter takes the first that is found, also where it is pressed before anything has been.', async () => {
    const partner = await selectedPartner();
    await find(partner);
    await options().filter({ hasText: 'Their unresolved issues' }).first().waitFor();
    expect(await options().first().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await eventually(async () => (await searchBox(page).inputValue()) === `partner:"${partner}"`, 'it is looked for');
    await atQueue(page);
    await find(partner);
    await page.keyboard.press('Enter');
    await eventually(async () => (await searchBox(page).inputValue()) === `partner:"${partner}"`, 'it is looked for');
    expect(await finder().count()).toBe(0);
  });

  test('finds partners and issues, and only what was typed last.', async () => {
    const partner = await selectedPartner();
    await find(partner.slice(0, 5));
    await options().filter({ hasText: 'Their unresolved issues' }).first().waitFor();
    await page.keyboard.type(partner.slice(5));
    await options().filter({ hasText: partner }).filter({ hasText: 'Their unresolved issues' }).click();
    await eventually(async () => (await searchBox(page).inputValue()) === `partner:"${partner}"`, 'it is looked for');
    await find(partner);
    const issue = page.getByRole('group', { name: 'Issues' }).getByRole('option').first();
    await issue.click();
    await pane(page).getByText(partner).first().waitFor();
    expect(hash()).toContain(`q=partner:`);
  });
});

async function selectedPartner(): Promise<string> {
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await pane(page).getByRole('region', { name: 'Explanation' }).waitFor();
  const crumb = await pane(page).locator('[class*="partner"]').first().innerText();
  await page.keyboard.press('Escape');
  return crumb.trim();
}

describe('keys', () => {
  beforeEach(() => atQueue(page));
  const change = (label: string) => dialog(page).getByRole('button', { name: `Change the keys of ${label}` });

  test('are changed by keyboard, told where they conflict, kept, and reset.', async () => {
    await page.keyboard.press('?');
    await change('Acknowledge').focus();
    await page.keyboard.press('Enter');
    const field = dialog(page).getByLabel('New keys for Acknowledge');
    await field.waitFor();
    await page.keyboard.press('r');
    await dialog(page).getByText('r already means “Resolve”.').waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('z');
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });

    await page.reload();
    await page.locator('[data-issue-id]').nth(5).waitFor();
    await page.keyboard.press('j');
    const id = await selectedRow(page).getAttribute('data-issue-id');
    await page.keyboard.press('x');
    const bar = page.getByRole('toolbar', { name: 'Selected issues' });
    expect(await bar.locator('kbd').allInnerTexts()).toEqual(['e', 'z', 'r', 'm', 't']);
    await page.keyboard.press('a');
    expect(await page.locator(`[data-issue-id="${id}"]`).getAttribute('data-status')).toBe('open');
    await page.keyboard.press('z');
    await page.locator(`[data-issue-id="${id}"][data-status="acknowledged"]`).waitFor();
    await page.keyboard.press('u');
    await page.locator(`[data-issue-id="${id}"][data-status="open"]`).waitFor();

    await page.keyboard.press('?');
    await dialog(page).getByRole('button', { name: 'Reset all keys' }).click();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('x');
    expect(await bar.locator('kbd').allInnerTexts()).toEqual(['e', 'a', 'r', 'm', 't']);
  });

  test('by themselves can be turned off; the arrows, Enter and Ctrl still work.', async () => {
    await page.keyboard.press('?');
    const single = dialog(page).getByRole('switch', { name: 'Single-key shortcuts' });
    await single.uncheck();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    const id = await selectedRow(page).getAttribute('data-issue-id');
    for (const key of ['j', 'e', 'r', 'x', '?']) await page.keyboard.press(key);
    expect([await dialog(page).count(), await selectedRow(page).getAttribute('data-issue-id')]).toEqual([0, id]);
    await page.keyboard.press('Enter');
    await pane(page).waitFor();
    expect(await pane(page).locator('header kbd').count()).toBe(0);
    await find('keys');
    await page.keyboard.press('Enter');
    await single.check();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await eventually(async () => (await selectedRow(page).getAttribute('data-issue-id')) !== id, 'j moves again');
  });
});

describe('the address', () => {
  beforeEach(() => atQueue(page));

  test('has the view, the search and the order; they survive a reload, and a copy of it shows the same.', async () => {
    await view('Unassigned').click();
    await searchBox(page).fill('severity>=high');
    await page.getByRole('button', { name: /^Sort/ }).click();
    await page.getByRole('menuitem', { name: 'Due soonest' }).click();
    await eventually(() => hash().includes('q=') && hash().includes('sort=due'), 'the address says it');
    expect(hash()).toBe('#/queue?q=severity%3E%3Dhigh&sort=due&view=unassigned');
    await page.reload();
    await chosen('Unassigned').waitFor();
    expect(await searchBox(page).inputValue()).toBe('severity>=high');
    const copy = await page.context().newPage();
    await copy.goto(page.url());
    await copy.getByRole('button', { name: 'Sort: Due soonest' }).waitFor();
    expect(await searchBox(copy).inputValue()).toBe('severity>=high');
    await copy.close();
  });

  test('that the page was opened at is kept while one looks at another screen.', async () => {
    await page.goto(`${new URL('.', page.url()).href}#/queue?q=rejected&view=critical`);
    await page.reload();
    await chosen('Critical').waitFor();
    await page.locator('[data-issue-id]').nth(0).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'Outbox', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await chosen('Critical').waitFor();
    expect(await searchBox(page).inputValue()).toBe('rejected');
  });

  test('goes back and forward through views, and typing is one step.', async () => {
    await page.goto(`${new URL('.', page.url()).href}#/queue`);
    await chosen('All').waitFor();
    await view('Critical').click();
    await page.keyboard.press('/');
    await page.keyboard.type('rejected');
    await eventually(() => hash().includes('q=rejected'), 'the search is in the address');
    await page.goBack();
    await chosen('Critical').waitFor();
    await eventually(async () => (await searchBox(page).inputValue()) === '', 'the search is gone');
    await page.goBack();
    await chosen('All').waitFor();
    await page.goForward();
    await chosen('Critical').waitFor();
    await page.goForward();
    await eventually(async () => (await searchBox(page).inputValue()) === 'rejected', 'the search is back');
    expect(hash()).toBe('#/queue?q=rejected&view=critical');
  });

  test('with what nobody knows in it shows the queue as it begins.', async () => {
    await page.goto(`${new URL('.', page.url()).href}#/queue?view=nobody&sort=colour&page=7`);
    await chosen('All').waitFor();
    await page.getByRole('button', { name: 'Sort: Severity, then due' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
