import type { Locator, Page } from 'playwright-core';
import { eventually } from '#test/harness/eventually.ts';

/** What a person sees of the console, by the names on screen. */
export const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Issues' });

export const row = (page: Page, text: string): Locator => grid(page).getByRole('row').filter({ hasText: text });

export const selectedRow = (page: Page): Locator => page.locator('[data-issue-id][data-cursor]');

export const pane = (page: Page): Locator => page.getByRole('region', { name: 'Issue', exact: true });

export const dialog = (page: Page): Locator => page.getByRole('dialog');

export const searchBox = (page: Page): Locator => page.getByRole('textbox', { name: 'Search issues' });

/** Back to the whole queue with nothing open, chosen or searched for; the way a person would, by keys. */
export async function atQueue(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await page.getByRole('heading', { name: 'Queue', level: 1 }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await eventually(async () => {
    const open = (await pane(page).count()) + (await page.getByRole('toolbar', { name: 'Selected issues' }).count());
    const sought = await searchBox(page).inputValue();
    const typing = await searchBox(page).evaluate((box) => box === document.activeElement);
    // What the last search left on screen is gone when the whole queue is back.
    if (open === 0 && sought === '' && !typing) return (await page.locator('[data-issue-id]').count()) > 1;
    if (open === 0 && !typing) await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    return false;
  }, 'the queue is as it begins');
}

/** Searches by keyboard and comes back to the list, with the cursor on the only issue found. */
export async function findIssue(page: Page, filter: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(filter);
  await page.keyboard.press('Enter');
  await eventually(async () => (await page.locator('[data-issue-id]').count()) === 1, `one issue fits ${filter}`);
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await selectedRow(page).waitFor();
}

/** Counts what a person presses. */
export function countingKeys(page: Page): { press(key: string): Promise<void>; count(): number } {
  let pressed = 0;
  return {
    async press(key) {
      pressed += 1;
      await page.keyboard.press(key);
    },
    count: () => pressed,
  };
}
