import type { Page } from 'playwright-core';
import type { AgRow } from './ag-grid.ts';

type Grid = {
  readonly setFocusedCell: (row: number, column: string) => void;
  readonly getDisplayedRowCount: () => number;
  readonly setGridOption: (option: 'quickFilterText', text: string) => void;
  readonly applyTransactionAsync: (change: { readonly update: readonly AgRow[] }) => void;
  readonly forEachNode: (hear: (node: { readonly data: AgRow }) => void) => void;
};

declare global {
  interface Window {
    grid: Grid;
  }
}

const took = (page: Page): Promise<Readonly<Record<string, number>>> => page.evaluate(() => window.measure.took());

export async function ready(page: Page): Promise<void> {
  await page.locator('.ag-row').nth(5).waitFor();
  await page.evaluate(() => window.grid.setFocusedCell(0, 'partner'));
}

/** An arrow key, to the paint of the focus on the next row. */
export async function nextRow(page: Page): Promise<number> {
  await page.evaluate(() => {
    const at = () => document.querySelector('.ag-cell-focus')?.closest('.ag-row')?.getAttribute('row-index');
    const before = at();
    window.measure.until({ painted: () => at() !== undefined && at() !== before });
  });
  await page.keyboard.press('ArrowDown');
  return (await took(page)).painted ?? 0;
}

/** Words typed into the quick filter, from the last key to the paint of what they find. */
export async function search(page: Page, words: string): Promise<number> {
  const box = page.getByLabel('Search');
  await box.focus();
  // What it finds is counted first: the time is that of a search that the grid has made before.
  const total = await page.evaluate((text) => {
    window.grid.setGridOption('quickFilterText', text);
    const found = window.grid.getDisplayedRowCount();
    window.grid.setGridOption('quickFilterText', '');
    return found;
  }, words);
  await page.keyboard.type(words.slice(0, -1), { delay: 30 });
  await page.evaluate((rows) => {
    window.measure.until({ results: () => window.grid.getDisplayedRowCount() === rows });
  }, total);
  await page.keyboard.press(words.slice(-1));
  const { results = 0 } = await took(page);
  await box.fill('');
  return results;
}

/** A jump to some place of the list, to the paint of the rows that are there. */
export async function jump(page: Page, share: number): Promise<number> {
  await page.evaluate((to) => {
    const view = document.querySelector('.ag-grid-viewport');
    if (view === null) return;
    const edges = view.getBoundingClientRect();
    window.measure.until({
      rows: () =>
        [...view.querySelectorAll('.ag-row')].filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > edges.top && top < edges.bottom && row.textContent !== '';
        }).length >= Math.floor(edges.height / 60),
    });
    view.scrollTop = (view.scrollHeight - view.clientHeight) * to;
  }, share);
  return (await took(page)).rows ?? 0;
}

/** So many of its rows change each second until the page is left. */
export async function keepChanging(page: Page, perSecond: number): Promise<void> {
  await page.evaluate((count) => {
    const rows: AgRow[] = [];
    window.grid.forEachNode(({ data }) => rows.push(data));
    let at = 0;
    setInterval(() => {
      const update = Array.from({ length: count / 20 }, () => {
        at = (at + 7_919) % rows.length;
        return { ...rows[at], owner: `person${at % 50}` } as AgRow;
      });
      window.grid.applyTransactionAsync({ update });
    }, 50);
  }, perSecond);
}
