import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, dialog, pane } from './ui/console.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

const question = () => dialog(page).filter({ hasText: 'You have unsaved changes' });
const answer = (name: string) => question().getByRole('button', { name, exact: true }).click();
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const rail = (name: string) =>
  page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();

async function settings(at: Page = page): Promise<void> {
  await at.keyboard.press('g');
  await at.keyboard.press('s');
  await at.getByLabel('Time zone').waitFor();
}

const zone = (at: Page = page) => at.getByLabel('Time zone');
const holidays = (at: Page = page) => at.getByLabel('Holidays');
const save = (at: Page = page) => at.getByRole('button', { name: 'Save', exact: true }).click();

/** Whether the browser asks before it reloads; it is told to stay. */
async function asksBeforeReload(): Promise<boolean> {
  const asked = page.waitForEvent('dialog', { timeout: 5_000 }).catch(() => null);
  const reloaded = page.evaluate(() => setTimeout(() => window.location.reload()));
  const shown = await asked;
  await shown?.dismiss();
  await reloaded;
  return shown?.type() === 'beforeunload';
}

describe('settings that were edited and not saved', () => {
  beforeEach(async () => {
    await atQueue(page);
    await settings();
    await holidays().fill('2027-01-01');
  });

  test('Every way to another screen asks, and who stays has lost nothing.', async () => {
    const ways: readonly (() => Promise<unknown>)[] = [
      () => rail('Outbox'),
      () => rail('Queue'),
      async () => {
        await heading('Settings').click();
        await page.keyboard.press('g');
        await page.keyboard.press('c');
      },
      () => page.evaluate(() => window.history.back()),
      () => page.evaluate(() => void (window.location.hash = '#/connections')),
      () => page.getByRole('button', { name: 'Connect your own' }).click(),
      () => page.getByRole('button', { name: 'Leave the sandbox' }).click(),
    ];
    for (const go of ways) {
      await go();
      await question().getByText('Settings', { exact: true }).waitFor();
      await answer('Stay');
      await question().waitFor({ state: 'detached' });
      expect([await holidays().inputValue(), new URL(page.url()).hash]).toEqual(['2027-01-01', '#/settings']);
    }
    await rail('Outbox');
    await answer('Discard');
    await heading('Outbox').waitFor();
    await settings();
    expect(await holidays().inputValue()).toBe('');
  });

  test('Back asks, and goes back when the edits are discarded; Forward comes here again.', async () => {
    await page.evaluate(() => window.history.back());
    await question().waitFor();
    await answer('Discard');
    await heading('Queue').waitFor();
    expect(new URL(page.url()).hash).toBe('#/queue');
    await page.evaluate(() => window.history.forward());
    await heading('Settings').waitFor();
    expect(await holidays().inputValue()).toBe('');
  });

  test('To save is to go on when it could be saved, and to stay with the reason when not.', async () => {
    await holidays().fill('2027-02-30');
    await rail('Queue');
    await answer('Save');
    await page.getByText('Expected dates such as 2026-12-25').waitFor();
    await heading('Settings').waitFor();
    await holidays().fill('2027-02-28');
    await rail('Queue');
    await answer('Save');
    await heading('Queue').waitFor();
    await settings();
    expect(await holidays().inputValue()).toBe('2027-02-28');
    await holidays().fill('');
    await save();
    await page.getByText('Saved.').waitFor();
  });

  test('The browser asks before a reload, and not any more when nothing is left to lose.', async () => {
    await heading('Settings').click();
    expect(await asksBeforeReload()).toBe(true);
    expect(await holidays().inputValue()).toBe('2027-01-01');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await rail('Queue');
    await heading('Queue').waitFor();
    expect(await page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true);
  });
});

describe('settings that two tabs edit', () => {
  test('One tab keeps what another has saved of other things, and both values are shown where they differ.', async () => {
    const other = await sandbox.secondTab();
    await atQueue(page);
    await settings();
    await settings(other);
    await zone().fill('Europe/Berlin');
    await page.getByLabel('To', { exact: true }).fill('17:00');
    await zone(other).fill('Europe/Paris');
    await holidays(other).fill('2027-05-01');
    await save(other);
    await other.getByText('Saved.').waitFor();

    const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else changed this while you were editing' });
    await conflict.getByText('Yours: Europe/Berlin').waitFor();
    await conflict.getByText('Theirs: Europe/Paris').waitFor();
    await eventually(async () => (await holidays().inputValue()) === '2027-05-01', 'what only they changed is taken');
    await save();
    await page.getByText('Choose between the values above first.').waitFor();
    await page.getByRole('button', { name: 'Keep mine: Time zone' }).click();
    await save();
    await page.getByText('Saved.').waitFor();
    await eventually(async () => (await zone(other).inputValue()) === 'Europe/Berlin', 'the other tab shows it');
    expect([await holidays(other).inputValue(), await other.getByLabel('To', { exact: true }).inputValue()]).toEqual([
      '2027-05-01',
      '17:00',
    ]);
    await other.close();
  });

  test('Rules for different partners from two tabs are both kept; for one partner a choice is asked for.', async () => {
    const other = await sandbox.secondTab();
    await atQueue(page);
    await settings();
    await settings(other);
    const add = async (at: Page, partner: string, hours: string) => {
      await at.getByRole('button', { name: 'Add a partner' }).click();
      const rule = at.getByRole('list', { name: 'Times for individual partners' }).getByRole('listitem').last();
      await rule.getByLabel('Partner', { exact: true }).fill(partner);
      await rule.getByRole('textbox').last().fill(hours);
    };
    await add(page, 'ZZ:ONE', '3');
    await add(page, 'ZZ:BOTH', '4');
    await add(other, 'ZZ:TWO', '5');
    await add(other, 'ZZ:BOTH', '6');
    await save(other);
    await other.getByText('Saved.').waitFor();
    const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else changed this' });
    await conflict.getByText('Yours: 4 business hours').waitFor();
    await conflict.getByText('Theirs: 6 business hours').waitFor();
    await conflict.getByRole('button', { name: /^Take theirs/ }).click();
    await save();
    await page.getByText('Saved.').waitFor();
    const partners = async (at: Page) => {
      const rules = at.getByRole('list', { name: 'Times for individual partners' }).getByRole('listitem');
      const found: string[] = [];
      for (const rule of await rules.all()) {
        found.push(
          `${await rule.getByLabel('Partner', { exact: true }).inputValue()} ${await rule.getByRole('textbox').last().inputValue()}`,
        );
      }
      return found.toSorted();
    };
    const all = ['ZZ:BOTH 6', 'ZZ:ONE 3', 'ZZ:TWO 5'];
    await eventually(async () => (await partners(other)).length === 3, 'the other tab shows all three');
    expect([await partners(page), await partners(other)]).toEqual([all, all]);
    await other.close();
  });
});

describe('other things that were written and not saved', () => {
  beforeEach(() => atQueue(page));

  test('The settings of a connection are asked about when they are hidden or left.', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    const lens = page.getByRole('region', { name: 'OpenText Trading Grid' });
    await lens.getByRole('button', { name: 'Settings' }).click();
    const company = lens.getByLabel('Company ID', { exact: true });
    const before = await company.inputValue();
    await company.fill('GC00000000XX');
    for (const go of [() => lens.getByRole('button', { name: 'Hide settings' }).click(), () => rail('Settings')]) {
      await go();
      await question().getByText('Settings of OpenText Trading Grid').waitFor();
      await answer('Stay');
      await question().waitFor({ state: 'detached' });
      expect(await company.inputValue()).toBe('GC00000000XX');
    }
    await lens.getByRole('button', { name: 'Hide settings' }).click();
    await answer('Discard');
    await company.waitFor({ state: 'detached' });
    await lens.getByRole('button', { name: 'Settings' }).click();
    expect(await company.inputValue()).toBe(before);
  });

  test('A case with words of one’s own is not closed without a question, nor its words kept for another issue.', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    const subject = dialog(page).getByLabel('Subject');
    await subject.waitFor();
    const made = await subject.inputValue();
    await subject.fill('Only for this partner');
    for (const close of [
      () => page.keyboard.press('Escape'),
      () => dialog(page).first().getByRole('button', { name: 'Cancel' }).click(),
      () => dialog(page).first().getByRole('button', { name: 'Close' }).click(),
    ]) {
      await close();
      await question().getByText('The case you are writing').waitFor();
      await page.keyboard.press('Escape');
      await question().waitFor({ state: 'detached' });
      expect(await subject.inputValue()).toBe('Only for this partner');
    }
    await page.keyboard.press('Escape');
    await answer('Discard');
    await dialog(page).waitFor({ state: 'detached' });
    await page.keyboard.press('e');
    await subject.waitFor();
    expect(await subject.inputValue()).toBe(made);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
  });

  test('A comment stays with its issue through other issues and screens, and is asked about before it would be lost.', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const box = pane(page).getByLabel('Comment', { exact: true });
    await box.fill('Called Jo; she looks into it.');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await eventually(async () => (await box.inputValue()) === '', 'the next issue has a box of its own');
    await box.focus();
    await page.keyboard.press('Control+z');
    expect(await box.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await rail('Outbox');
    await heading('Outbox').waitFor();
    await page.getByRole('button', { name: 'Connect your own' }).click();
    await question().getByText('A comment that was not sent').waitFor();
    await answer('Stay');
    expect(await asksBeforeReload()).toBe(true);
    await rail('Queue');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await eventually(async () => (await box.inputValue()).startsWith('Called Jo'), 'it is where it was written');
    await pane(page).getByRole('button', { name: 'Comment', exact: true }).click();
    await pane(page).getByRole('region', { name: 'Timeline' }).getByText('Called Jo').waitFor();
    expect(await page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true);
  });
});

describe('the people in the settings', () => {
  const name = () => page.getByLabel('Name', { exact: true });

  test('have an address: a reload shows them again, and Back leads to where one was, not before it asks.', async () => {
    await atQueue(page);
    await settings();
    await page.getByText('People', { exact: true }).click();
    await page.getByRole('button', { name: 'Add a person' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/settings?part=people');
    await page.reload();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await name().fill('Kim Berg');
    await page.evaluate(() => window.history.back());
    await question().waitFor();
    await answer('Stay');
    expect(await name().inputValue()).toBe('Kim Berg');
    await page.evaluate(() => window.history.back());
    await question().waitFor();
    await answer('Discard');
    await zone().waitFor();
    expect(new URL(page.url()).hash).toBe('#/settings');
  });
});
