import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { eventually } from '#test/harness/eventually.ts';
import { printHouse } from '#test/harness/print-house.ts';
import { invoice, ownWord } from '#test/harness/small-network.ts';
import { atQueue, countingKeys, dialog, pane, selectedRow } from './ui/console.ts';
import { type Desk, openDesk } from './ui/desk.ts';

/** Whoever looks after EDI at a partner gets a letter, in words of their own. */
const house = printHouse({ recipients: { to: [{ kind: 'partner contact', role: 'edi' }], by: 'email' } });

const failed = (number: string, more: Partial<ReturnType<typeof invoice>> = {}) => ({
  ...invoice(number),
  status: 'Failed',
  errorcode: '4711',
  externalerrormessage: `The map ${ownWord(invoice(number))} was not found`,
  ...more,
});
const otherPartner = { receiveraddress: 'ZZ:OTHER', receivername: 'Other Foods' };
const outage = 60;
const mondayError = (at: number) => `Monday outage, job ${ownWord({ transactionid: String(1_000 + at) })}`;

let desk: Desk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk({
    guests: [{ connector: house.connector }],
    failed: [
      ...['CASE-1', 'CASE-2', 'CASE-3', 'CASE-4', 'CASE-5', 'LETTER-1', 'LETTER-2'].map((number) => failed(number)),
      failed('LETTER-3', otherPartner),
      ...Array.from({ length: outage }, (_, at) => ({
        ...failed(`OUT-${at}`, at % 2 === 0 ? {} : otherPartner),
        externalerrormessage: mondayError(at),
      })),
    ],
  });
  page = desk.page;
  for (const [name, partners] of [
    ['Ada', ['Harbour Stores']],
    ['Bob', ['Harbour Stores']],
  ] as const) {
    const email = `${name.toLowerCase()}@harbour.example`;
    const person = { kind: 'partner contact' as const, name, email, roles: ['edi'], partners: [...partners] };
    await desk.client.people.save({ version: null, person });
  }
}, 90_000);

afterAll(() => desk?.close(), 30_000);

beforeEach(() => atQueue(page));

const toast = (words: string | RegExp) => page.getByText(words).first().waitFor();
const label = (name: string) => dialog(page).getByLabel(name, { exact: true });
const isFocused = (name: string) => label(name).evaluate((field) => field === document.activeElement);

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Finds issues by keys; where it is one, the cursor is on it. */
async function seek(filter: string, count = 1): Promise<void> {
  await press('/');
  await page.keyboard.type(filter);
  await press('Enter');
  const rows = page.getByRole('grid', { name: 'Issues' });
  await eventually(
    async () => (await rows.getAttribute('aria-rowcount')) === String(count + 1),
    `${count} fit ${filter}`,
  );
  await press('g', 'g');
  await selectedRow(page).waitFor();
}

/** Opens the composer for letters with the keyboard. */
async function composeLetters(): Promise<void> {
  await press('t');
  const offer = dialog(page).getByRole('button', { name: /^Send a letter/ });
  await offer.waitFor();
  await eventually(async () => {
    if (await offer.evaluate((button) => button === document.activeElement)) return true;
    await press('ArrowDown');
    return false;
  }, 'the letter is chosen');
  await press('Enter');
  await dialog(page).getByText('Through Print house').waitFor();
}

describe('a case', () => {
  test('goes from the queue to Salesforce with four keys, and is opened from its issue with one more.', async () => {
    await seek('number:CASE-1');
    await press('Escape');
    const keys = countingKeys(page);
    await keys.press('Enter');
    await keys.press('e');
    await label('Description').waitFor();
    await keys.press('Enter');
    await toast('Escalated 1 issue to Salesforce.');
    const open = pane(page).getByRole('link', { name: /^Open case \d+$/ });
    await open.waitFor();
    expect(keys.count()).toBeLessThanOrEqual(5);
    const [only] = desk.salesforce.cases();
    expect(await open.getAttribute('aria-label')).toBe(`Open case ${only?.caseNumber}`);
    expect(await open.innerText()).toContain('Open case');

    const opened = page.context().waitForEvent('page');
    await press('Shift+o');
    const outside = await opened;
    expect(outside.url()).toContain(only?.id);
    await outside.close();
  });
});

/** Waits until something has the keyboard. */
const gets = (what: Locator, words: string) =>
  eventually(() => what.evaluate((node) => node === document.activeElement), `the keyboard is on ${words}`);

test('Where nothing is left to send, the keyboard is on the case that there is, on the reason for another, and on the row after that.', async () => {
  await seek('number:CASE-1');
  await press('e');
  await dialog(page).getByText('This issue already has its case, so nothing new will be sent.').waitFor();
  await gets(
    dialog(page)
      .locator('footer')
      .getByRole('link', { name: /^Open case/ }),
    'the case',
  );
  await press('Shift+Tab');
  await gets(dialog(page).getByRole('button', { name: 'Escalate again' }), 'the way to another one');
  await press('Enter');
  await gets(label('Why another case?'), 'the reason');
  await press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await gets(selectedRow(page), 'the row');
  expect(await dialog(page).count()).toBe(0);
});

test('Whoever lifts an opt-out, or thinks better of it, is where they came from.', async () => {
  await press('g', 's');
  await page.getByText('People', { exact: true }).click();
  const ada = page.getByRole('row').filter({ hasText: 'ada@harbour.example' });
  const lift = ada.getByRole('button', { name: 'Lift an opt-out' });
  const choice = ada.getByRole('combobox', { name: 'What they can be sent again' });
  await lift.focus();
  await press('Enter');
  await gets(choice, 'what can be sent');
  await press('Tab', 'Tab', 'Enter');
  await gets(lift, 'the button that was pressed');
  await press('Enter');
  await gets(choice, 'what can be sent');
  await press('Tab', 'Enter');
  await toast('Ada has no opt-out on record for this.');
  await gets(lift, 'the button that was pressed');
  expect(await choice.count()).toBe(0);
});

describe('several cases', () => {
  test('What is set for all and the note reach every case, more than fifty are asked about first, and each keeps its own text.', async () => {
    const before = desk.salesforce.cases().length;
    await seek('monday', outage);
    await press('Control+a');
    await page.getByText(`${outage} issues selected`, { exact: true }).waitFor();
    await press('e');
    await dialog(page).getByText(`${outage} cases for 2 partners.`).waitFor();
    await label('Priority').focus();
    await page.keyboard.type('Low');
    await label('Note for every case').focus();
    await page.keyboard.type('All of this is one outage.');
    await press('Control+Enter');
    const question = dialog(page).getByText(`Create ${outage} cases through Salesforce, for 2 partners?`);
    await question.waitFor();
    // Whoever presses twice has not read the question.
    await press('Enter', 'Enter');
    const answer = dialog(page)
      .locator('button:focus')
      .filter({ hasText: `Create ${outage} cases` });
    await answer.waitFor();

    // Who thinks better of it is back in the form, and what was written is there.
    await press('Shift+Tab', 'Enter');
    await question.waitFor({ state: 'detached' });
    expect([await label('Priority').inputValue(), await label('Note for every case').inputValue()]).toEqual([
      '=Low',
      'All of this is one outage.',
    ]);
    expect(desk.salesforce.cases().length).toBe(before);
    await label('Note for every case').focus();
    await press('Control+Enter');
    await answer.waitFor();
    await press('Enter');
    await toast(`Escalated ${outage} issues to Salesforce.`);
    await eventually(() => desk.salesforce.cases().length === before + outage, 'all are written', 30_000);
    const written = desk.salesforce.cases().slice(before);
    expect(new Set(written.map(({ priority }) => priority))).toEqual(new Set(['Low']));
    for (let at = 0; at < outage; at += 1) {
      const own = written.filter(({ description }) => description?.includes(mondayError(at)));
      expect([own.length, own[0]?.description?.endsWith('\n\nAll of this is one outage.')]).toEqual([1, true]);
    }
  });
});

describe('a case that is refused', () => {
  test('is told with what to do, and is sent again from the outbox by keyboard.', async () => {
    const region = { name: 'Region__c', label: 'Region', length: 40 } as const;
    desk.salesforce.administer({ customCaseFields: [region], requiredCaseFields: ['Region__c'] });
    const before = desk.salesforce.cases().length;
    await seek('number:CASE-2');
    await press('e');
    await label('Description').waitFor();
    await press('Enter');
    await toast('Escalated 1 issue to Salesforce.');
    await selectedRow(page).getByText('Failed').waitFor();
    await press('g', 'o');
    const action = page.locator('[data-action-id]').filter({ hasText: 'CASE-2' });
    await action.getByText('Your org requires a value for Region (Region__c), so the case was not sent.').waitFor();
    await action.getByText('Fill it in when you escalate').waitFor();
    expect(desk.salesforce.cases().length).toBe(before);

    desk.salesforce.administer({ customCaseFields: [region], requiredCaseFields: [] });
    await action.getByRole('button', { name: 'Send again' }).focus();
    await press('Enter');
    await toast('1 action queued again.');
    await action.getByRole('link', { name: /^Open case \d+/ }).waitFor();
    expect(desk.salesforce.cases().length).toBe(before + 1);
  });

  test('What the core refuses is said, and the form opens again with all that was typed.', async () => {
    await seek('number:CASE-3');
    await press('e');
    await label('Subject').focus();
    await press('Control+a');
    await page.keyboard.type('Call them first');
    await desk.client.connections.disconnect({ connection: 'salesforce' });
    await press('Enter');
    await page.getByText(/^Nothing was sent/).waitFor();
    await page.getByRole('button', { name: 'Open it again' }).focus();
    const access = desk.salesforce.access() ?? {};
    await desk.client.connections.connect({ connector: 'salesforce', ...access });
    await press('Enter');
    await label('Subject').waitFor();
    expect(await label('Subject').inputValue()).toBe('Call them first');
    await label('Subject').focus();
    await press('Enter');
    await toast('Escalated 1 issue to Salesforce.');
    await eventually(
      () => desk.salesforce.cases().some(({ subject }) => subject === 'Call them first'),
      'the case has the words that were typed',
    );
  });
});

describe('letters', () => {
  test('One goes to each contact, in the words that each will get, and is sent with at most five keys.', async () => {
    await seek('number:LETTER-1');
    const keys = countingKeys(page);
    await keys.press('t');
    await dialog(page)
      .getByRole('button', { name: /^Send a letter/ })
      .waitFor();
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await dialog(page).getByText('2 letters go to Ada and Bob.').waitFor();
    await keys.press('Enter');
    await toast(/^Sent a letter about 1 issue/);
    expect(keys.count()).toBeLessThanOrEqual(5);
    await eventually(() => house.letters.size === 2, 'both are written');
  });

  test('The text of each is shown before it is sent, by keyboard, and that is what arrives.', async () => {
    await seek('number:LETTER-2');
    await composeLetters();
    const each = dialog(page).getByRole('region', { name: 'Each letter' });
    const shown: string[] = [];
    for (const [at, name] of [
      [1, 'Ada'],
      [2, 'Bob'],
    ] as const) {
      await each.getByText(`Letter ${at} of 2, to ${name}`).waitFor();
      shown.push(await each.locator('dl').innerText());
      if (at === 1) {
        await each.getByRole('button', { name: 'Next letter' }).focus();
        await press('Enter');
      }
    }
    const before = house.written.length;
    await dialog(page)
      .getByRole('button', { name: /^Send 2 letters/ })
      .focus();
    await press('Enter');
    await eventually(() => house.written.length === before + 2, 'both are written');
    const written = z.array(z.object({ about: z.string(), to: z.string() })).parse(house.written.slice(before));
    for (const [at, text] of shown.entries()) {
      const letter = written.find(({ to }) => to.startsWith(at === 0 ? 'Ada' : 'Bob'));
      expect([text.includes(letter?.about ?? '?'), text.includes(letter?.to ?? '?')]).toEqual([true, true]);
    }
  });

  test('Where nobody could get one it says so and sends nothing; a typed address gets it.', async () => {
    const before = house.letters.size;
    await seek('number:LETTER-3');
    await composeLetters();
    await dialog(page).getByText('No partner contact with the role “edi” is on file.').waitFor();
    await dialog(page).getByText('This letter has no recipient, so nothing would be sent.').waitFor();
    await label('To').focus();
    await page.keyboard.type('cleo@other.example');
    await press('Enter');
    await dialog(page).getByText('One letter goes to cleo@other.example.').waitFor();
    await press('Enter');
    await toast(/^Sent a letter about 1 issue/);
    await eventually(() => house.letters.size > before, 'it is written');
    expect(house.written.at(-1)).toMatchObject({ to: 'cleo@other.example <cleo@other.example>' });
  });
});

describe('another connection', () => {
  test('Choosing it keeps what was typed, where the keyboard is, and which of several texts one reads.', async () => {
    const access = desk.salesforce.access() ?? {};
    await desk.client.connections.connect({ connector: 'salesforce', another: true, name: 'Second desk', ...access });
    await seek('number:LETTER-1 OR number:LETTER-2 OR number:LETTER-3', 3);
    await press('Control+a');
    await page.getByText('3 issues selected', { exact: true }).waitFor();
    await press('e');
    await dialog(page)
      .getByRole('button', { name: /through Salesforce/ })
      .waitFor();
    await press('Enter');
    await label('Note for every case').focus();
    await page.keyboard.type('Please call first.');
    await label('Priority').focus();
    await page.keyboard.type('Low');
    await dialog(page).getByRole('button', { name: 'Next case' }).focus();
    await press('Enter');
    await dialog(page).getByText('Case 2 of 3').waitFor();
    await label('Through').focus();
    await page.keyboard.type('Second');
    await eventually(async () => (await label('Through').inputValue()) === 'salesforce-2.escalate', 'it is chosen');
    await dialog(page).getByRole('group', { name: 'Description' }).waitFor();
    expect([
      await isFocused('Through'),
      await label('Note for every case').inputValue(),
      await label('Priority').inputValue(),
      await dialog(page).getByText('Case 2 of 3').count(),
    ]).toEqual([true, 'Please call first.', '=Low', 1]);
    await label('Note for every case').focus();
    await press('Control+Enter');
    await toast('Escalated 3 issues to Second desk.');
    const through = async () =>
      (await desk.client.actions.list({ states: ['accepted'] })).actions.filter(
        ({ connection }) => connection === 'salesforce-2',
      );
    await eventually(async () => (await through()).length === 3, 'the second desk has them');
    const written = desk.salesforce
      .cases()
      .filter(({ description }) => description?.endsWith('\n\nPlease call first.'));
    expect(written.map(({ priority }) => priority)).toEqual(['Low', 'Low', 'Low']);
  });
});

describe('a connection that is paused', () => {
  test('holds a case back, which is said before it is sent and with the key that takes it back.', async () => {
    const { salesforce, client } = desk;
    const [asked] = (await client.issues.list({ filter: 'number:CASE-4' })).issues;
    salesforce.faults.add({ call: 'salesforce.*', fault: { type: 'vendor', name: 'request-limit' }, times: null });
    await client.actions.request({ issueIds: [asked?.id ?? ''], action: 'salesforce.escalate', immediately: true });
    await eventually(
      async () => (await client.connections.list()).connections.some(({ pause }) => pause?.kind === 'quota'),
      'it is paused',
    );
    const before = salesforce.cases().length;
    await seek('number:CASE-5');
    await press('t');
    await dialog(page)
      .getByRole('button', { name: /through Salesforce\./ })
      .waitFor();
    await press('Enter');
    const outlook = dialog(page).getByRole('list', { name: 'Before it is sent' });
    await outlook.waitFor();
    await dialog(page)
      .getByRole('button', { name: /^Create case/ })
      .focus();
    await press('Enter');
    await toast('Escalated 1 issue to Salesforce.');
    expect(salesforce.cases().length).toBe(before);
    await press('u');
    await toast('Taken back: 1 case not sent.');
  });
});
