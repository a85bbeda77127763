import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowserHost } from './ui/browser-host.ts';
import { atQueue, dialog, pane } from './ui/console.ts';
import type { Host } from './ui/world.ts';

let folder = '';
let host: Host;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gridline-'));
  host = await startBrowserHost(folder, ['--first-run']);
  page = host.page;
  page.setDefaultTimeout(30_000);
  // A colour on its way from light to dark is no finding.
  await page.addStyleTag({ content: '* { transition: none !important; animation: none !important }' });
}, 60_000);

afterAll(async () => {
  await host?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}, 30_000);

/** 720 by 450 is what is left of 1440 by 900 at a zoom of 200 %. */
const zooms = [
  ['100 %', { width: 1440, height: 900 }],
  ['200 %', { width: 720, height: 450 }],
  ['420 px', { width: 420, height: 900 }],
] as const;

/** What axe finds on the present screen or a part of it, light and dark, at both zooms and on a phone; and what sticks out at the side. */
async function findings(part = 'body'): Promise<readonly string[]> {
  const found: string[] = [];
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe.source}; void 0`);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [zoom, size] of zooms) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
      const { violations, width } = await page.evaluate(
        async ([selector, rules]) => {
          const run = Reflect.get(window, 'axe') as typeof axe;
          const results = await run.run(selector === 'body' ? document : selector, {
            resultTypes: ['violations'],
            ...(rules === null ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
          });
          return { violations: results.violations, width: document.documentElement.scrollWidth };
        },
        // What is not about colour was found in the light already.
        [part, colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : null] as const,
      );
      for (const { id, nodes } of violations) {
        for (const node of nodes.slice(0, 3)) {
          found.push(`${colorScheme} ${zoom} ${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`);
        }
      }
      if (width > size.width) found.push(`${colorScheme} ${zoom}: ${width - size.width} px too wide`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  return found;
}

async function goTo(key: string, heading: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}

test('The first choice has no accessibility findings; the sandbox is chosen by keyboard and says what it is.', async () => {
  const choice = page.getByRole('button', { name: /Try it with the built-in sandbox/ });
  await choice.waitFor();
  expect(await findings()).toEqual([]);
  await page.keyboard.press('Tab');
  expect(await choice.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  const banner = page.getByRole('complementary', { name: 'Sandbox' });
  await banner.getByText('Sandbox: invented partners and data. Nothing leaves this machine.').waitFor();
  await page.locator('[data-issue-id]').nth(5).waitFor();
}, 120_000);

const screens: readonly (readonly [screen: string, open: () => Promise<void>, part?: string])[] = [
  ['the queue', () => atQueue(page)],
  [
    'a selection and a filter that is wrong',
    async () => {
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.getByRole('toolbar').getByText('1 issue selected').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('severity>>high');
      await page.getByRole('alert').filter({ hasText: 'Expected' }).waitFor();
    },
    '[aria-label="Queue"]',
  ],
  [
    'an issue with its document',
    async () => {
      await atQueue(page);
      await page.keyboard.press('/');
      await page.keyboard.type('kind:rejected');
      await page.keyboard.press('Enter');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await pane(page).getByRole('region', { name: 'Explanation' }).waitFor();
    },
    '[aria-label="Issue"]',
  ],
  [
    'the preview of a case',
    async () => {
      await page.keyboard.press('e');
      await dialog(page).getByLabel('Description').waitFor();
    },
    '[role="dialog"]',
  ],
  [
    'the keys',
    async () => {
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
      await page.keyboard.press('?');
      await dialog(page).getByRole('heading', { name: 'Move' }).waitFor();
    },
    '[role="dialog"]',
  ],
  [
    'the palette',
    async () => {
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
    '[role="dialog"]',
  ],
  ['the empty outbox', () => goTo('o', 'Outbox')],
  [
    'the outbox with an open action',
    async () => {
      await atQueue(page);
      await page.keyboard.press('j');
      await page.keyboard.press('e');
      await dialog(page).getByLabel('Description').waitFor();
      await page.keyboard.press('Enter');
      await dialog(page).waitFor({ state: 'detached' });
      await goTo('o', 'Outbox');
      await page.locator('[data-action-id]').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Action', exact: true }).getByText('Requested by').waitFor();
    },
  ],
  [
    'the connections with open settings',
    async () => {
      await goTo('c', 'Connections');
      await page.getByRole('button', { name: 'Settings', expanded: false }).first().click();
      await page.getByRole('button', { name: 'Save and test' }).click();
      await page.getByText('Everything works.').waitFor();
    },
  ],
  ['the settings', () => goTo('s', 'Settings')],
  [
    'a person',
    async () => {
      await page.getByText('People', { exact: true }).click();
      await page.getByRole('button', { name: 'Add a person' }).click();
      await page.getByLabel('Name', { exact: true }).waitFor();
    },
  ],
];

test.each(screens.map(([screen, open, part]) => ({ screen, open, part })))(
  'There are no accessibility findings on this screen: $screen',
  async ({ open, part }) => {
    await open();
    expect(await findings(part)).toEqual([]);
  },
  120_000,
);

test('Something that is wrong is found.', async () => {
  await page.evaluate(() => document.querySelector('main')?.insertAdjacentHTML('beforeend', '<img src="/icon.png">'));
  const found = (await findings('main')).map((line) => line.split(':')[0]);
  expect(found).toEqual(['light 100 % image-alt', 'light 200 % image-alt', 'light 420 px image-alt']);
}, 120_000);
