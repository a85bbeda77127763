import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, dialog, pane, searchBox } from './ui/console.ts';
import { type InputMethod, inputMethod } from './ui/input-method.ts';
import { idAtCursor, openSandbox, rowOf, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;
let typing: InputMethod;

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
  typing = await inputMethod(page);
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

const outbox = (at: Page) => at.locator('[data-action-id]').count();
const owner = (id: string) => rowOf(page, id).locator('[role="gridcell"]').nth(7).textContent();
const status = (id: string) => rowOf(page, id).getAttribute('data-status');
const isFocused = (label: string) =>
  page.getByLabel(label, { exact: true }).evaluate((field) => field === document.activeElement);

async function moveTo(index: number): Promise<string> {
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  for (let step = 0; step < index; step += 1) await page.keyboard.press('j');
  return idAtCursor(page);
}

async function nothingWasSent(): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'Outbox', level: 1 }).waitFor();
  expect(await outbox(page)).toBe(0);
}

describe('typing with an input method', () => {
  beforeEach(() => atQueue(page));

  test.each([
    [
      'where the key comes first',
      async () => {
        await typing.press('Enter');
        await typing.take('株式会社');
      },
    ],
    ['where the text comes first, as in WebKit', () => typing.takeAsWebKit('株式会社')],
  ])('Enter takes a candidate in the search box and nothing else, %s.', async (_, take) => {
    await page.keyboard.press('/');
    await typing.compose('かぶ');
    await typing.press('ArrowDown');
    await take();
    expect(await isFocused('Search issues')).toBe(true);
    await page.keyboard.type('r');
    expect(await searchBox(page).inputValue()).toBe('株式会社r');
    await page.keyboard.press('Enter');
    expect(await isFocused('Search issues')).toBe(false);
  });

  test('Escape gives a candidate up, and the search stays.', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('kind:rejected ');
    await typing.compose('かぶ');
    await typing.press('Escape');
    expect(await isFocused('Search issues')).toBe(true);
    expect(await searchBox(page).inputValue()).toContain('kind:rejected');
    await typing.compose('');
  });

  test('A case is written by the Enter after the text is done, not by the one that takes a candidate.', async () => {
    await moveTo(0);
    await page.keyboard.press('e');
    await dialog(page).getByLabel('Subject').focus();
    for (const take of [() => typing.take('至急'), () => typing.takeAsWebKit('確認')]) {
      await typing.compose('しきゅう');
      await typing.press('Enter');
      await typing.press('Escape');
      await take();
    }
    expect(await dialog(page).getByLabel('Subject').inputValue()).toContain('至急確認');
    await page.keyboard.press('Escape');
    await dialog(page).getByRole('button', { name: 'Discard' }).click();
    await nothingWasSent();
  });

  test('Settings are not saved by it.', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    const undo = page.getByLabel('Time to undo, in seconds');
    await undo.fill('1');
    await typing.compose('に');
    await typing.press('Enter');
    await typing.takeAsWebKit('2');
    expect(await undo.inputValue()).toBe('12');
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isEnabled()).toBe(true);
    expect(await page.getByText('Saved.').count()).toBe(0);
    await page.getByRole('button', { name: 'Discard changes' }).click();
  });
});

describe('what a key and a button act on', () => {
  beforeEach(() => atQueue(page));

  test('The buttons of the open issue are about it, the keys about what is selected, and both say so.', async () => {
    const first = await moveTo(1);
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    const second = await idAtCursor(page);
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    const open = await idAtCursor(page);
    await page.keyboard.press('Enter');
    const head = pane(page).getByRole('banner').or(pane(page).locator('header'));
    await head.getByText('Keys act on the 2 selected issues').waitFor();
    expect(await head.locator('kbd').count()).toBe(0);
    const bar = page.getByRole('toolbar', { name: 'Selected issues' });
    expect(await bar.locator('kbd').allInnerTexts()).toEqual(['e', 'a', 'r', 'm', 't']);

    await pane(page).getByRole('button', { name: 'Assign to me' }).click();
    await page.getByText(/^Assigned 1 issue to/).waitFor();
    await pane(page).getByRole('button', { name: 'Acknowledge' }).click();
    await eventually(async () => (await status(open)) === 'acknowledged', 'the open issue is acknowledged');
    expect([await owner(open), await owner(first), await owner(second)].map((name) => name === '–')).toEqual([
      false,
      true,
      true,
    ]);
    expect([await status(first), await status(second)]).toEqual(['open', 'open']);
    await page.getByRole('toolbar').getByText('2 issues selected').waitFor();

    await page.keyboard.press('a');
    await eventually(async () => (await status(first)) === 'acknowledged', 'the selected ones are acknowledged');
    expect(await status(second)).toBe('acknowledged');
    await page.getByText('Acknowledged 2 issues.').waitFor();
    await eventually(
      async () => (await head.locator('kbd').allInnerTexts()).join() === 'e,r,m,t',
      'the buttons show their keys again',
    );
  });

  test('A key never acts on the neighbour of an issue that somebody else has just resolved.', async () => {
    const other = await sandbox.secondTab();
    const gone = await moveTo(3);
    const neighbour = await page.locator('[data-cursor] + [data-issue-id]').getAttribute('data-issue-id');
    await rowOf(other, gone).click();
    await pane(other).getByRole('button', { name: 'Resolve' }).click();
    await rowOf(page, gone).waitFor({ state: 'detached' });
    for (const key of ['r', 'a', 'm', 'x']) await page.keyboard.press(key);
    await page.getByText('The issue you were on is no longer in this list').first().waitFor();
    await page.keyboard.press('e');
    expect(await dialog(page).count()).toBe(0);
    expect(await status(neighbour ?? '')).toBe('open');
    await page.keyboard.press('j');
    expect(await idAtCursor(page)).toBe(neighbour);
    await other.close();
  });

  test('A key that is held down acts once, and does not confirm what opens under it.', async () => {
    await moveTo(4);
    await page.keyboard.press('Enter');
    await pane(page).getByRole('button', { name: 'Escalate' }).focus();
    for (let times = 0; times < 6; times += 1) await page.keyboard.down('Enter');
    await dialog(page).getByLabel('Description').waitFor();
    for (let times = 0; times < 6; times += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    for (let times = 0; times < 6; times += 1) await page.keyboard.down('/');
    await page.keyboard.up('/');
    expect(await searchBox(page).inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await nothingWasSent();
  });

  test('While a menu or a sheet is open, keys do nothing to the queue.', async () => {
    const id = await moveTo(5);
    await page.getByRole('button', { name: /^Sort/ }).click();
    await page.getByRole('menu').waitFor();
    for (const key of ['e', 'r', 'm']) await page.keyboard.press(key);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await dialog(page).getByRole('heading', { name: 'Move' }).waitFor();
    for (const key of ['e', 'r', 'm']) await page.keyboard.press(key);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await status(id)).toBe('open');
    await nothingWasSent();
  });

  test('While the connection is lost nothing looks done that is not, and it works again after that.', async () => {
    const id = await moveTo(6);
    await sandbox.crash();
    await page.getByText('Reconnecting').waitFor();
    for (const key of ['a', 'm', 'r', 'e']) await page.keyboard.press(key);
    await page.getByText('The connection to Gridline is lost, so nothing was changed.').first().waitFor();
    expect([await dialog(page).count(), await status(id)]).toEqual([0, 'open']);
    await sandbox.recover();
    await page.getByText('Reconnecting').waitFor({ state: 'detached' });
    await page.locator('[data-issue-id]').nth(5).waitFor();
  }, 60_000);
});
