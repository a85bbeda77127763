import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, grid } from './ui/console.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let page: Page;

beforeAll(async () => {
  sandbox = await openSandbox();
  page = sandbox.page;
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

beforeEach(() => atQueue(page));

const heading = (name: string) => grid(page).getByRole('columnheader', { name, exact: true });

const headings = async () => (await grid(page).getByRole('columnheader').allTextContents()).join(' ');

/** What has the keyboard, as a screen reader is told it: the role, and the issue where it is a row. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement: node } = document;
    return [node?.getAttribute('role') ?? node?.tagName, node?.getAttribute('data-issue-id')] as const;
  });

const cursor = () => page.locator('[data-issue-id][data-cursor]').getAttribute('data-issue-id');

async function reload(): Promise<void> {
  await page.reload();
  await page.locator('[data-issue-id]').nth(5).waitFor();
}

test('The keyboard is on the row under the cursor, wherever the cursor goes, and stays there while the list is scrolled.', async () => {
  for (const key of ['j', 'j', 'k', 'PageDown', 'j']) {
    await page.keyboard.press(key);
    expect(await focused()).toEqual(['row', await cursor()]);
  }
  expect(await grid(page).getByRole('row').locator('[tabindex="0"]').count()).toBeLessThanOrEqual(1);
  await page.locator('[data-list-scroller]').evaluate((node) => node.scrollTo({ top: node.scrollHeight }));
  await eventually(async () => (await page.locator('[aria-rowindex="2"]').count()) === 0, 'the top has gone');
  expect(await focused()).toEqual(['row', await cursor()]);
});

test('Columns are moved, resized and sorted by keyboard, and a reload keeps all of it.', async () => {
  await heading('Partner').focus();
  const before = await heading('Partner').evaluate((node) => node.clientWidth);
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Enter');
  const wider = await heading('Partner').evaluate((node) => node.clientWidth);
  expect(wider).toBeGreaterThan(before);
  expect(await heading('Partner').getAttribute('aria-sort')).toBe('ascending');
  expect(await headings()).toMatch(/Document.*Partner.*Reason/);
  const names = async () => (await page.locator('[data-column="partner"]').allTextContents()).slice(0, 8);
  await eventually(async () => {
    const shown = await names();
    return shown.length > 5 && shown.join() === shown.toSorted((a, b) => a.localeCompare(b)).join();
  }, 'the partners are in order');

  await reload();
  expect(await headings()).toMatch(/Document.*Partner.*Reason/);
  expect(await heading('Partner').getAttribute('aria-sort')).toBe('ascending');
  expect(await heading('Partner').evaluate((node) => node.clientWidth)).toBe(wider);
});

/** What was said last to who hears the screen. */
const said = () => page.locator('[role="status"][aria-live="polite"].unseen').innerText();

test('A column that is moved, made wider or sorted by keyboard is told, and keeps the keyboard.', async () => {
  await heading('Partner').focus();
  const tells = async (key: string, words: string | RegExp) => {
    await page.keyboard.press(key);
    await eventually(
      async () => {
        const heard = (await said()).trim();
        return typeof words === 'string' ? heard === words : words.test(heard);
      },
      `${key} says ${String(words)}`,
    );
    expect(await heading('Partner').evaluate((node) => node === document.activeElement)).toBe(true);
  };
  const [, at = '', count = ''] = await (async () => {
    await page.keyboard.press('Alt+ArrowRight');
    return /^Partner: column (\d+) of (\d+)\.$/.exec((await said()).trim()) ?? [];
  })();
  expect(Number(count)).toBe(8);
  await tells('Alt+ArrowLeft', `Partner: column ${Number(at) - 1} of ${count}.`);
  for (let place = Number(at) - 2; place > 0; place -= 1)
    await tells('Alt+ArrowLeft', `Partner: column ${place} of ${count}.`);
  await tells('Alt+ArrowLeft', 'Partner is the first column already.');
  await tells('Shift+ArrowRight', /^Partner: \d+ pixels wide\.$/);
  await tells('Enter', 'Sorted by partner, ascending.');
});

test('The width of a column is stored when it is let go, not on the way.', async () => {
  await page.evaluate(() => {
    const keep = Storage.prototype.setItem.bind(localStorage);
    document.body.dataset['stored'] = '0';
    Storage.prototype.setItem = (key, value) => {
      if (key === 'gridline.list.queue')
        document.body.dataset['stored'] = String(Number(document.body.dataset['stored']) + 1);
      keep(key, value);
    };
  });
  const stored = () => page.evaluate(() => Number(document.body.dataset['stored']));
  const width = () => heading('Partner').evaluate((node) => node.clientWidth);
  const before = await width();
  const box = await heading('Partner').boundingBox();
  if (box === null) throw new Error('The heading is not there.');
  const [x, y] = [box.x + box.width + 1, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 12 });
  expect(await width()).toBeGreaterThan(before);
  expect(await stored()).toBe(0);
  await page.mouse.up();
  await eventually(async () => (await stored()) === 1, 'it was stored once');
  const after = await width();
  await reload();
  expect(await width()).toBe(after);
});

/** Opens the choice of columns by keyboard, and chooses what the list is grouped by. */
async function groupBy(name: string): Promise<void> {
  await page.getByRole('button', { name: 'Columns' }).focus();
  await page.keyboard.press('Enter');
  const choice = page.getByRole('radiogroup', { name: 'Group by' });
  const chosen = choice.getByRole('radio', { checked: true });
  // The keyboard comes into the choices by itself: before that, it would be taken away again.
  await eventually(
    () => page.getByRole('dialog').evaluate((menu) => menu.contains(document.activeElement)),
    'the keyboard is in the choices',
  );
  await chosen.focus();
  const wanted = choice.getByRole('radio', { name, exact: true });
  for (let times = 0; times < 8 && !(await wanted.isChecked()); times += 1) {
    const before = await chosen.inputValue();
    await page.keyboard.press('ArrowDown');
    await eventually(async () => (await chosen.inputValue()) !== before, 'the next one is chosen');
  }
  expect(await wanted.isChecked()).toBe(true);
  await page.keyboard.press('Escape');
}

type SeenGroup = { readonly name: string; readonly count: number; readonly at: number };

/** The headings of the groups with the row each is in, looked for from the top to the bottom of the list. */
async function readGroups(): Promise<readonly SeenGroup[]> {
  const headings = grid(page).locator('[role="row"][data-group]');
  await headings.first().waitFor();
  const found = new Map<number, SeenGroup>();
  const scroller = page.locator('[data-list-scroller]');
  await scroller.evaluate((node) => node.scrollTo({ top: 0 }));
  await grid(page).locator('[role="row"][aria-rowindex="2"]').waitFor();
  await eventually(async () => {
    const shown = await headings.evaluateAll((rows) =>
      rows.map((row) => ({ at: Number(row.getAttribute('aria-rowindex')), text: row.textContent ?? '' })),
    );
    for (const { at, text } of shown) {
      const [, name = '', count = ''] = /^(.*) ([\d,]+)Select all$/.exec(text) ?? [];
      found.set(at, { name, at, count: Number(count.replace(',', '')) });
    }
    return await scroller.evaluate(async (node) => {
      const isEnd = node.scrollTop + node.clientHeight >= node.scrollHeight - 1;
      node.scrollBy({ top: 300 });
      // What is there now is drawn in the next frame.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      return isEnd;
    });
  }, 'the whole list was looked through');
  return [...found.values()].toSorted((one, other) => one.at - other.at);
}

/** The groups once no more issues come in: the sandbox goes on telling of some for a while. */
async function seenGroups(): Promise<readonly SeenGroup[]> {
  let last: readonly SeenGroup[] = [];
  await eventually(async () => {
    const before = JSON.stringify(last);
    last = await readGroups();
    return JSON.stringify(last) === before;
  }, 'the groups stay as they are');
  return last;
}

test.each([
  {
    name: 'Severity',
    of: (group: string) => page.locator('[data-column="severity"]').getByRole('img', { name: group }),
  },
  { name: 'Partner', of: (group: string) => page.locator('[data-column="partner"]').getByText(group, { exact: true }) },
  {
    name: 'Document type',
    of: (group: string) =>
      page
        .locator('[data-column="document"]')
        .getByText(group.startsWith('Unknown') ? /^(Document|File)$/ : group.replace(/ \(.*\)$/, ''), { exact: true }),
  },
  { name: 'Problem', of: () => null },
  {
    name: 'Owner',
    before: ['j', 'm'],
    of: () => page.locator('[data-column="owner"]').getByText('–', { exact: true }),
  },
])(
  'Issues are grouped by $name by keyboard; each group says how many it has, and is selected as a whole.',
  async ({ name, of, before = [] }) => {
    for (const key of before) await page.keyboard.press(key);
    await groupBy(name);
    const groups = await seenGroups();
    expect(groups.length).toBeGreaterThan(1);
    expect(new Set(groups.map((group) => group.name)).size).toBe(groups.length);
    // Each heading stands right after the rows of the group before it, so that its number is how many rows it has.
    let next = 2;
    for (const { at, count } of groups) {
      expect(at).toBe(next);
      next += count + 1;
    }
    expect(Number(await grid(page).getAttribute('aria-rowcount'))).toBe(next - 1);

    const [first, second] = groups;
    if (first === undefined || second === undefined) throw new Error('There are not two groups.');
    await grid(page).focus();
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await page.keyboard.press('Shift+x');
    const count = (many: number) => `${many} ${many === 1 ? 'issue' : 'issues'}`;
    await page.getByText(`${count(first.count)} selected`, { exact: true }).waitFor();
    expect((await said()).trim()).toBe(`Selected: ${count(first.count)}.`);
    const chosen = page.locator('[data-issue-id][data-selected]');
    const mark = of(first.name);
    if (mark !== null) expect(await chosen.filter({ hasNot: mark }).count()).toBe(0);

    await page.keyboard.press('Escape');
    // The list is long: its heading is there once one is near it.
    await page
      .locator('[data-list-scroller]')
      .evaluate((node, share) => node.scrollTo({ top: node.scrollHeight * share }), (second.at - 2) / (next - 2));
    await grid(page)
      .getByRole('button', { name: `Select all ${second.count}: ${second.name}` })
      .click();
    await page.getByText(`${count(second.count)} selected`, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
  },
);

test('Groups follow what is searched for, are kept, and go when nothing is chosen.', async () => {
  await groupBy('Partner');
  const whole = await seenGroups();
  const [, partner] = whole;
  await page.keyboard.press('/');
  await page.keyboard.type(`partner:"${partner?.name}"`);
  await eventually(async () => (await grid(page).locator('[data-group]').count()) === 1, 'one partner is left');
  expect((await seenGroups()).map(({ name, count }) => ({ name, count }))).toEqual([
    { name: partner?.name, count: partner?.count },
  ]);
  await atQueue(page);
  await reload();
  expect((await seenGroups()).length).toBe(whole.length);
  await groupBy('Nothing');
  await eventually(async () => (await grid(page).locator('[data-group]').count()) === 0, 'there are no groups');
});

test('Columns are chosen by keyboard, the number of the document stays, and everything can be put back.', async () => {
  const open = page.getByRole('button', { name: 'Columns' });
  await open.focus();
  await page.keyboard.press('Enter');
  const choices = page.getByRole('dialog');
  await choices.getByLabel('Age', { exact: true }).focus();
  await page.keyboard.press(' ');
  expect(await choices.getByLabel('Document', { exact: true }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  // The Escape that closes the choices is for nothing else: the keyboard is back where it was.
  await eventually(() => open.evaluate((button) => button === document.activeElement), 'the keyboard is on the button');
  await heading('Age').waitFor({ state: 'detached' });
  await reload();
  expect(await heading('Age').count()).toBe(0);

  await open.click();
  await page.getByRole('button', { name: 'Reset columns' }).click();
  await page.keyboard.press('Escape');
  await heading('Age').waitFor();
  expect(await headings()).toMatch(/Partner.*Document.*Reason/);
});

test.each([1440, 700, 420])(
  'The number of the document is there at %i pixels; at 1440 with an issue open beside the list, too.',
  async (width) => {
    await page.setViewportSize({ width, height: 900 });
    const number = page.locator('[data-column="document"]').filter({ hasText: /\d{5}/ }).first();
    await number.waitFor();
    expect(await number.evaluate((cell) => (cell.firstElementChild?.scrollWidth ?? 0) <= cell.clientWidth + 1)).toBe(
      true,
    );
    if (width === 1440) {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Issue', exact: true }).waitFor();
      await number.waitFor();
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  },
);
