import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '#test/harness/eventually.ts';
import { atQueue, dialog, pane } from './ui/console.ts';
import { unreachable } from './ui/reach.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;
let browser: Browser;
const opened: Page[] = [];

beforeAll(async () => {
  sandbox = await openSandbox();
  const found = sandbox.page.context().browser();
  if (found === null) throw new Error('The page is in no browser.');
  browser = found;
  // Something for the outbox to show.
  const { page } = sandbox;
  await press(page, 'j', 'e');
  await dialog(page).getByLabel('Description').waitFor();
  await press(page, 'Enter');
  await dialog(page).waitFor({ state: 'detached' });
}, 90_000);

afterAll(async () => {
  for (const page of opened) await page.context().close();
  await sandbox?.close();
}, 30_000);

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** The console as somebody else has it, at the same address. */
async function openAs(options: BrowserContextOptions): Promise<Page> {
  const storageState = await sandbox.page.context().storageState();
  const context = await browser.newContext({ storageState, ...options });
  const page = await context.newPage();
  opened.push(page);
  page.setDefaultTimeout(20_000);
  await page.goto(new URL('.', sandbox.page.url()).href);
  await page.locator('[data-issue-id]').nth(3).waitFor();
  return page;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

async function goTo(page: Page, key: string, name: string): Promise<void> {
  await press(page, 'Escape', 'g', key);
  await heading(page, name);
}

const screens: readonly (readonly [name: string, open: (page: Page) => Promise<void>])[] = [
  [
    'the queue with a selection',
    async (page) => {
      await atQueue(page);
      await press(page, 'j', 'x');
      await page.getByText('1 issue selected').waitFor();
    },
  ],
  [
    'an issue with its document',
    async (page) => {
      await atQueue(page);
      await press(page, '/');
      await page.keyboard.type('kind:rejected');
      await press(page, 'Enter');
      await page.locator('[data-issue-id]').first().filter({ hasText: 'Rejected' }).waitFor();
      await press(page, 'j', 'Enter');
      await pane(page).getByRole('region', { name: 'Explanation' }).waitFor();
    },
  ],
  [
    'the form of an escalation',
    async (page) => {
      await press(page, 'e');
      await dialog(page).getByLabel('Description').waitFor();
    },
  ],
  [
    'the keys',
    async (page) => {
      await press(page, 'Escape');
      await dialog(page).waitFor({ state: 'detached' });
      await press(page, '?');
      await dialog(page).getByRole('heading', { name: 'Move' }).waitFor();
    },
  ],
  ['the outbox', (page) => goTo(page, 'o', 'Outbox')],
  [
    'an action',
    async (page) => {
      await page.locator('[data-action-id]').first().waitFor();
      await press(page, 'Home', 'Enter');
      await page.getByRole('region', { name: 'Action', exact: true }).getByText('Requested by').waitFor();
    },
  ],
  [
    'a connection with its settings',
    async (page) => {
      await press(page, 'Escape');
      await goTo(page, 'c', 'Connections');
      await page.getByRole('button', { name: 'Settings', expanded: false }).first().click();
      await page.getByRole('button', { name: 'Save and test' }).waitFor();
    },
  ],
  ['the settings', (page) => goTo(page, 's', 'Settings')],
  [
    'a person',
    async (page) => {
      await page.getByText('People', { exact: true }).click();
      await page.getByRole('button', { name: 'Add a person' }).click();
      await page.getByLabel('Name', { exact: true }).waitFor();
    },
  ],
];

const asOthersHaveIt: readonly (readonly [name: string, options: BrowserContextOptions, least: number])[] = [
  ['at a zoom of 200 %', { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }, 0],
  ['420 pixels wide', { viewport: { width: 420, height: 900 } }, 0],
  ['with a finger', { viewport: { width: 420, height: 900 }, hasTouch: true, isMobile: true }, 24],
  ['with a finger on a tablet', { viewport: { width: 1180, height: 820 }, hasTouch: true }, 24],
  ['in the system’s colours, without motion', { forcedColors: 'active', reducedMotion: 'reduce' }, 0],
];

test.each(asOthersHaveIt.map(([name, options, least]) => ({ name, options, least })))(
  'Every control of every screen can be reached ($name).',
  async ({ options, least }) => {
    const page = await openAs(options);
    const found: string[] = [];
    for (const [screen, open] of screens) {
      await open(page);
      found.push(...(await unreachable(page, { least })).map((what) => `${screen}: ${what}`));
    }
    expect(found).toEqual([]);
  },
  120_000,
);

test('The help of the search stays within a narrow window.', async () => {
  const page = await openAs({ viewport: { width: 420, height: 900 } });
  await page.getByRole('button', { name: 'How to search' }).click();
  const help = dialog(page);
  await help.getByText('age>2h').waitFor();
  const box = await help.boundingBox();
  expect(box === null ? null : box.x >= 0 && box.x + box.width <= 420).toBe(true);
  expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(420);
}, 60_000);

test('In a narrow window, too, the form of an escalation says how long there is to undo it.', async () => {
  const page = await openAs({ viewport: { width: 420, height: 900 } });
  // The first issue has its case already.
  await press(page, 'j', 'j', 'e');
  const hint = dialog(page).getByText('undo until then');
  await hint.waitFor();
  expect(await hint.innerText()).toMatch(/^Sends in \d+ s; undo until then\.$/);
}, 60_000);

test('What lies outside, is cut off or is too small for a finger is found.', async () => {
  const page = await openAs({ viewport: { width: 420, height: 900 } });
  await page.evaluate(() =>
    document.querySelector('main')?.insertAdjacentHTML(
      'beforeend',
      `<button style="position:fixed;left:400px;width:90px">Far</button>
       <div style="position:fixed;width:60px;overflow:hidden"><button style="width:90px">Cut</button></div>
       <button style="position:fixed;top:880px;height:40px">Low</button>
       <div style="position:fixed;height:20px;overflow:hidden"><button style="height:60px">Short</button></div>
       <button style="position:fixed;box-sizing:border-box;width:9px;height:30px;padding:0">Thin</button>`,
    ),
  );
  const found = await unreachable(page, { least: 24 });
  for (const word of [
    /outside the page: Far/,
    /cut off: Cut/,
    /outside the page: Low/,
    /cut off: Short/,
    /too small, 9 by 30 px: Thin/,
  ])
    expect(found.join('\n')).toMatch(word);
}, 60_000);

describe('with a finger', () => {
  test('A tap selects, opens and acts; what a pointer would have to hover over for is there.', async () => {
    const page = await openAs({ viewport: { width: 420, height: 900 }, hasTouch: true, isMobile: true });
    const box = page.locator('[data-issue-id]').nth(1).getByRole('checkbox');
    expect(await box.evaluate((input) => getComputedStyle(input).opacity)).toBe('1');
    await box.tap();
    await page.getByText('1 issue selected').waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Clear' }).tap();
    await page.locator('[data-issue-id]').nth(2).locator('[data-column="reason"]').tap();
    await pane(page).getByRole('region', { name: 'Explanation' }).waitFor();
    await pane(page).getByRole('button', { name: 'Queue' }).tap();
    await pane(page).waitFor({ state: 'detached' });
    // No key is named to somebody who most likely has none.
    expect(await page.locator('kbd[aria-hidden="true"]:visible').count()).toBe(0);
  }, 60_000);
});

describe('in the system’s colours', () => {
  test('The row under the cursor, the selected and the open one are told by lines, and columns stay under their headings.', async () => {
    const page = await openAs({ viewport: { width: 1440, height: 900 }, forcedColors: 'active' });
    await press(page, 'j', 'x', 'j');
    const outline = (at: number) =>
      page
        .locator('[data-issue-id]')
        .nth(at)
        .evaluate((row) => getComputedStyle(row).outlineStyle);
    await eventually(async () => (await outline(1)) === 'solid', 'the cursor has a line');
    const selected = page.locator('[data-issue-id][data-selected]');
    expect(await selected.evaluate((row) => getComputedStyle(row, '::before').borderLeftStyle)).toBe('solid');
    const lefts = await page
      .locator('[data-column="partner"]')
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
    expect(new Set(lefts).size).toBe(1);
    await press(page, 'Enter');
    await pane(page).waitFor();
    const list = page.getByRole('region', { name: 'Queue', exact: true });
    expect(await list.evaluate((part) => getComputedStyle(part.parentElement ?? part).outlineStyle)).toBe('none');
  }, 60_000);
});

describe('where less motion is asked for', () => {
  test('Nothing moves for longer than can be seen.', async () => {
    const page = await openAs({ reducedMotion: 'reduce' });
    await press(page, 'j', 'j', 'e');
    await dialog(page).getByLabel('Description').waitFor();
    const slow = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((node) => {
          const { animationDuration, transitionDuration } = getComputedStyle(node);
          return [...animationDuration.split(','), ...transitionDuration.split(',')].some((time) => {
            const value = Number.parseFloat(time);
            return (time.trim().endsWith('ms') ? value : value * 1_000) > 1;
          });
        })
        .map((node) => node.outerHTML.slice(0, 120)),
    );
    expect(slow).toEqual([]);
  }, 60_000);
});
