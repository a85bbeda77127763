import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { join } from 'node:path';
import { atQueue, dialog } from './ui/console.ts';
import { type Desk, openDesk } from './ui/desk.ts';

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({
    failed: [invoice('4711'), invoice('4712')].map((one) => ({ ...one, status: 'Failed' })),
    leave: ['drop-folder'],
  });
  page = desk.page;
}, 90_000);

afterAll(() => desk?.close(), 30_000);

beforeEach(() => atQueue(page));

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const field = (name: string) => page.getByLabel(name, { exact: true });
const isFocused = (name: string) => field(name).evaluate((one) => one === document.activeElement);

/** Types over what stands in a field, by keyboard. */
async function retype(name: string, text: string): Promise<void> {
  await field(name).focus();
  await press('Control+a');
  await page.keyboard.type(text);
}

async function settings(): Promise<void> {
  await press('g', 's');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  // They open at the part where they were left.
  const others = page.getByRole('radio', { name: 'People' });
  if (await others.isChecked()) {
    await others.focus();
    await press('ArrowLeft');
  }
  await field('Time zone').waitFor();
}

async function people(): Promise<void> {
  await press('g', 's');
  await page.getByRole('radio', { name: 'General' }).focus();
  await press('ArrowRight');
  await page.getByRole('button', { name: 'Add a person' }).waitFor();
}

describe('the settings', () => {
  test('All that is wrong is said at once, what the form and what the core finds; only what was changed is sent.', async () => {
    const before = await desk.client.settings.get({});
    await settings();
    await retype('Time zone', 'Mars/Olympus');
    await retype('Holidays', '2027-02-30');
    await retype('Time to undo, in seconds', 'ten');
    await press('Enter');
    const summary = page.getByRole('alert').filter({ hasText: 'Nothing was saved' });
    await summary.getByText('Correct these 3 fields:').waitFor();
    expect(await summary.getByRole('button').allInnerTexts()).toEqual(['Time zone', 'Holidays', 'Time to undo']);
    expect(await isFocused('Time zone')).toBe(true);
    expect(await desk.client.settings.get({})).toEqual(before);

    await retype('Time zone', 'Europe/Berlin');
    await press('Enter');
    await summary.getByText('Correct these 2 fields:').waitFor();
    await retype('Holidays', '2027-05-01');
    await retype('Time to undo, in seconds', '5');
    await press('Enter');
    await page.getByText('Saved.').waitFor();
    const now = await desk.client.settings.get({});
    expect([now.calendar.zone, now.calendar.holidays, now.undoSeconds]).toEqual(['Europe/Berlin', ['2027-05-01'], 5]);
    const { changes } = await desk.client.settings.history({ limit: 3 });
    expect(
      changes
        .slice(0, 2)
        .map((one) => Object.keys(one.now))
        .toSorted(),
    ).toEqual([['calendar'], ['undoSeconds']]);
  });

  test('Rules are added, changed, put in order and taken away by keyboard, and are there after a reload.', async () => {
    await settings();
    const partners = page.getByRole('list', { name: 'Times for individual partners' }).getByRole('listitem');
    await page.getByRole('button', { name: 'Add a document type' }).focus();
    await press('Enter');
    expect(
      await field('Document type')
        .last()
        .evaluate((one) => one === document.activeElement),
    ).toBe(true);
    await press('ArrowDown');
    const documentType = await field('Document type').last().inputValue();
    await press('Tab', 'Control+a');
    await page.keyboard.type('6');
    for (const [name, hours] of [
      ['ZZ:FIRST', '3'],
      ['ZZ:SECOND', '4'],
      ['ZZ:THIRD', '5'],
    ] as const) {
      await page.getByRole('button', { name: 'Add a partner' }).focus();
      await press('Enter');
      await page.keyboard.type(name);
      await press('Tab', 'Tab', 'Tab', 'Control+a');
      await page.keyboard.type(hours);
    }
    const order = async () =>
      Promise.all((await partners.all()).map((one) => one.getByLabel('Partner', { exact: true }).inputValue()));
    // The rule that is being edited moves with Alt and an arrow, and the keyboard stays in it.
    await press('Alt+ArrowUp', 'Alt+ArrowUp');
    expect(await order()).toEqual(['ZZ:THIRD', 'ZZ:FIRST', 'ZZ:SECOND']);
    expect(await isFocused('Business hours for ZZ:THIRD')).toBe(true);
    await page.getByText('ZZ:THIRD: 1 of 3.').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Remove the rule for ZZ:FIRST' }).focus();
    await press('Enter');
    await page.getByText('The rule for ZZ:FIRST was removed.').waitFor({ state: 'attached' });
    expect(await order()).toEqual(['ZZ:THIRD', 'ZZ:SECOND']);
    await field('Business hours for ZZ:SECOND').focus();
    await press('Enter');
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await field('Time zone').waitFor();
    expect(await order()).toEqual(['ZZ:THIRD', 'ZZ:SECOND']);
    expect(await field('Business hours for ZZ:THIRD').inputValue()).toBe('5');
    const { acknowledgement } = await desk.client.settings.get({});
    expect(acknowledgement.byType).toContainEqual({ documentType, hours: 6 });
  });
});

describe('the people', () => {
  const ada = {
    kind: 'partner contact',
    name: 'Ada',
    email: 'ada@harbour.example',
    roles: ['edi'],
    partners: ['Harbour Stores'],
  } as const;
  const question = () => dialog(page).filter({ hasText: 'You have unsaved changes' });

  test('Everything that is wrong with a new person is said at once, and nothing that was typed is lost.', async () => {
    await people();
    await page.getByRole('button', { name: 'Add a person' }).focus();
    await press('Enter');
    await eventually(() => isFocused('Name'), 'the name is asked for');
    await retype('Email', 'nowhere');
    await retype('Mobile', '12');
    await retype('Language', '!!');
    await press('Enter');
    const summary = page.getByRole('alert').filter({ hasText: 'Nothing was saved' });
    await summary.getByText('Correct these 4 fields:').waitFor();
    expect(await summary.getByRole('button').allInnerTexts()).toEqual(['Name', 'Email', 'Mobile', 'Language']);
    await page.getByText('Enter a name.').waitFor();
    expect([await isFocused('Name'), await field('Email').inputValue()]).toEqual([true, 'nowhere']);
    await summary.getByRole('button', { name: 'Mobile' }).focus();
    await press('Enter');
    expect(await isFocused('Mobile')).toBe(true);

    // Neither Escape nor another screen takes it away unasked.
    const outbox = page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /^Outbox/ });
    const ways = [
      () => press('Escape'),
      async () => {
        await outbox.focus();
        await press('Enter');
      },
    ];
    for (const leave of ways) {
      await field('Name').focus();
      await leave();
      await question().getByText('A new person').waitFor();
      await press('Escape');
      await question().waitFor({ state: 'detached' });
      expect(await field('Mobile').inputValue()).toBe('12');
    }
    await retype('Name', 'Kim Berg');
    await retype('Email', 'kim@grid.example');
    await retype('Mobile', '+4915112345678');
    await retype('Language', 'de');
    await press('Enter');
    await page.getByRole('button', { name: 'Edit Kim Berg' }).waitFor();
    const { people: known } = await desk.client.people.list({ limit: 10 });
    expect(known).toMatchObject([{ name: 'Kim Berg', email: 'kim@grid.example', language: 'de' }]);
  });

  test('Who was written here is taken away by keyboard, once that is said twice.', async () => {
    await desk.client.people.save({
      version: null,
      person: { ...ada, name: 'Bo', partners: [...ada.partners], roles: ['edi'] },
    });
    await people();
    const edit = page.getByRole('button', { name: 'Edit Bo' });
    await edit.press('Enter');
    const remove = page.getByRole('button', { name: 'Remove', exact: true });
    await remove.press('Enter');
    await page.getByRole('group', { name: 'Remove Bo?' }).getByText('What was sent to them is kept.').waitFor();
    await press('Escape');
    await remove.press('Enter');
    // A second press comes before anybody has read the question.
    await press('Enter');
    await page.locator('button:focus').filter({ hasText: 'Yes, remove' }).press('Enter');
    await edit.waitFor({ state: 'detached' });
    const { people: known } = await desk.client.people.list({ limit: 10 });
    expect(known.map(({ name }) => name)).not.toContain('Bo');
  });

  test('What somebody else changed meanwhile is shown beside one’s own, and chosen by keyboard.', async () => {
    const { key, version } = await desk.client.people.save({
      version: null,
      person: { ...ada, partners: [...ada.partners], roles: ['edi'] },
    });
    await people();
    await page.getByRole('button', { name: 'Edit Ada' }).focus();
    await press('Enter');
    await retype('Email', 'mine@harbour.example');
    await retype('Mobile', '+12075550142');
    await desk.client.people.save({
      key,
      version,
      person: { ...ada, partners: [...ada.partners], roles: ['edi'], email: 'theirs@harbour.example', language: 'fr' },
    });
    await press('Enter');
    const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else changed this while you were editing' });
    await conflict.getByText('Yours: mine@harbour.example').waitFor();
    await conflict.getByText('Theirs: theirs@harbour.example').waitFor();
    // What only they changed is taken as it is.
    expect([await field('Language').inputValue(), await field('Mobile').inputValue()]).toEqual(['fr', '+12075550142']);
    await conflict.getByRole('button', { name: 'Take theirs: Email' }).focus();
    await press('Enter');
    await conflict.waitFor({ state: 'detached' });
    await field('Mobile').focus();
    await press('Enter');
    await page.getByRole('button', { name: 'Edit Ada' }).waitFor();
    await eventually(async () => (await field('Mobile').count()) === 0, 'it is saved');
    const { people: known } = await desk.client.people.list({ kind: 'partner contact', limit: 10 });
    expect(known).toMatchObject([
      { email: 'theirs@harbour.example', mobile: '+12075550142', language: 'fr', roles: ['edi'] },
    ]);
  });
});

describe('a connection', () => {
  test('is set up, refused, put right and tried by keyboard alone.', async () => {
    const folder = join(temporaryFolder(), 'inbox');
    await press('g', 'c');
    const form = page.getByRole('region', { name: 'Drop folder' });
    const input = form.getByLabel('Folder', { exact: true });
    await input.waitFor();
    for (let presses = 0; !(await input.evaluate((one) => one === document.activeElement)); presses += 1) {
      expect(presses).toBeLessThan(80);
      await press('Tab');
    }
    await press('Enter');
    await form.getByText('Enter a folder.').waitFor();
    await page.keyboard.type(folder);
    await press('Enter');
    await form.getByText('1 of 1 check failed.').waitFor();
    mkdirSync(folder);
    await input.focus();
    await press('Enter');
    await form.getByText('Everything works.').waitFor();
    await form.getByText('Connected', { exact: true }).waitFor();
  });
});
