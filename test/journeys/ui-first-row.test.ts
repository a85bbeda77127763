import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialog, pane } from './ui/console.ts';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

/** Calls `atRow` in a page that is loaded anew, in the frame whose paint shows the first row. */
async function openAnew(atRow: () => void): Promise<Page> {
  const page = await sandbox.page.context().newPage();
  await page.addInitScript(`(() => {
    const look = () =>
      document.querySelector('[data-issue-id]') === null ? requestAnimationFrame(look) : (${atRow.toString()})();
    requestAnimationFrame(look);
  })()`);
  await page.goto(new URL('.', sandbox.page.url()).href);
  return page;
}

test('At most 150 kB of script are fetched before the first row is painted, as gzip makes them.', async () => {
  const page = await openAnew(() => {
    // The row is painted by then: what is fetched in the next frame comes after it.
    requestAnimationFrame((startTime) => performance.mark('first row', { startTime }));
  });
  await page.waitForFunction(() => performance.getEntriesByName('first row').length > 0);
  const addresses = await page.evaluate(() => {
    const until = performance.getEntriesByName('first row')[0]?.startTime ?? 0;
    return performance
      .getEntriesByType('resource')
      .filter(({ name, startTime }) => new URL(name).pathname.endsWith('.js') && startTime <= until)
      .map(({ name }) => name);
  });
  expect(addresses.length).toBeGreaterThan(0);
  let bytes = 0;
  for (const address of addresses) bytes += gzipSync(await (await page.request.get(address)).body()).length;
  expect(bytes).toBeLessThanOrEqual(150_000);
  await page.close();
});

test('Keys that are pressed as the first row appears move, open and escalate, though their code is still to come.', async () => {
  const page = await openAnew(() => {
    for (const key of ['j', 'Enter', 'e']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  });
  await dialog(page).getByLabel('Subject').waitFor();
  await pane(page).waitFor();
  const isThere = (at: Locator) => at.evaluate((element) => element.contains(document.activeElement));
  await expect.poll(() => isThere(dialog(page))).toBe(true);
  const first = await page.locator('[data-issue-id]').first().getAttribute('data-issue-id');
  expect(await pane(page).getAttribute('data-issue-detail')).toBe(first);
  await page.close();
});

test('What comes with its code gives the keyboard back to where it was.', async () => {
  const page = await openAnew(() => undefined);
  const leave = page.getByRole('button', { name: 'Connect your own' });
  await leave.press('Enter');
  await dialog(page).getByRole('button', { name: 'Stay' }).press('Enter');
  await expect.poll(() => leave.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.close();
});
