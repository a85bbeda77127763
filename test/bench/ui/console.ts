import type { Page } from 'playwright-core';
import type { GridlineClient } from '#shared/contract/index.ts';

type Took = Readonly<Record<string, number>>;

const took = (page: Page): Promise<Took> => page.evaluate(() => window.measure.took());

/** From the beginning of the navigation to the first row's paint. */
export async function firstRow(page: Page, url: string, row: string): Promise<number> {
  await page.addInitScript((selector) => {
    const look = () => {
      if (document.querySelector(selector) === null) requestAnimationFrame(look);
      else setTimeout(() => performance.mark('first row'));
    };
    requestAnimationFrame(look);
  }, row);
  await page.goto(url);
  const mark = await page.waitForFunction(() => performance.getEntriesByName('first row')[0]?.startTime);
  return (await mark.jsonValue()) ?? 0;
}

/** `j`, to the paint of the cursor on the next row. */
export async function nextRow(page: Page): Promise<number> {
  await page.evaluate(() => {
    const at = () => document.querySelector('[data-issue-id][data-cursor]')?.getAttribute('data-issue-id');
    const before = at();
    window.measure.until({ painted: () => at() !== undefined && at() !== before });
  });
  await page.keyboard.press('j');
  return (await took(page)).painted ?? 0;
}

/** Enter on the next row, to what the list has of it and to all of it. */
export async function openIssue(page: Page): Promise<{ readonly row: number; readonly whole: number }> {
  await nextRow(page);
  await page.evaluate(() => {
    const id = document.querySelector('[data-issue-id][data-cursor]')?.getAttribute('data-issue-id');
    const inPane = (what: string) => document.querySelector(`[data-issue-detail="${id}"] ${what}`) !== null;
    window.measure.until({ row: () => inPane('h1'), whole: () => inPane('#comment-box') });
  });
  await page.keyboard.press('Enter');
  const { row = 0, whole = 0 } = await took(page);
  await page.keyboard.press('Escape');
  return { row, whole };
}

/** Words typed into the search box, from the last key to the paint of what they find. */
export async function search(page: Page, words: string, total: number): Promise<number> {
  await page.keyboard.press('/');
  await page.keyboard.type(words.slice(0, -1), { delay: 30 });
  await page.evaluate((rows) => {
    const grid = document.querySelector('[role="grid"][aria-label="Issues"]');
    window.measure.until({
      results: () =>
        grid?.getAttribute('aria-rowcount') === String(rows + 1) &&
        grid.querySelectorAll('[data-issue-id]').length >= Math.min(rows, 10),
    });
  }, total);
  await page.keyboard.press(words.slice(-1));
  const { results = 0 } = await took(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  return results;
}

/** A jump to some place of the list, to the paint of the rows that are there. */
export async function jump(page: Page, share: number): Promise<number> {
  await page.evaluate((to) => {
    const list = document.querySelector('[data-list-scroller]');
    if (list === null) return;
    const edges = list.getBoundingClientRect();
    window.measure.until({
      rows: () =>
        [...list.querySelectorAll('[data-issue-id]')].filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > edges.top && top < edges.bottom;
        }).length >= Math.floor(edges.height / 60),
    });
    list.scrollTop = (list.scrollHeight - list.clientHeight) * to;
  }, share);
  return (await took(page)).rows ?? 0;
}

/** All that can be chosen at once is assigned: to the paint of the first rows, and until the core has it on the disk. */
export async function assignAll(
  page: Page,
  client: GridlineClient,
): Promise<{ readonly painted: number; readonly durable: number }> {
  const { actor } = await client.system.info();
  const { ids } = await client.issues.ids({ filter: '' });
  await client.issues.setOwner({ ids: [...ids], owner: null });
  await page.waitForFunction(
    (name) =>
      [...document.querySelectorAll('[data-column="owner"] [title]')].every(
        (cell) => cell.getAttribute('title') !== name,
      ),
    actor,
  );
  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByText('10,000 issues selected').waitFor();
  await page.evaluate((name) => {
    window.measure.until({
      painted: () =>
        document.querySelector('[data-issue-id] [data-column="owner"] [title]')?.getAttribute('title') === name,
      durable: () => document.body.textContent.includes(`Assigned 10,000 issues to ${name}.`),
    });
  }, actor);
  await page.keyboard.press('m');
  const { painted = 0, durable = 0 } = await took(page);
  await page.keyboard.press('Escape');
  return { painted, durable };
}
