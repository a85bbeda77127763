import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import type { GridlineClient } from '#shared/contract/index.ts';
import { openSession } from '#hosts/cli/session.ts';
import { chromiumArguments, chromiumPath } from '#test/harness/chromium.ts';
import { eventually } from '#test/harness/eventually.ts';
import { endProcess, killWithTests } from '#test/harness/processes.ts';
import type { Bench, BenchResult } from '../bench.ts';
import { random } from '../feed.ts';
import { type AgRow, agRow, serveAgGrid } from './ag-grid.ts';
import * as ours from './console.ts';
import { lateFrames, line, longestTask } from './line.ts';
import { installMeasure } from './measure.ts';
import * as other from './other-grid.ts';
import { seedQueue } from './seed.ts';

const root = join(import.meta.dirname, '../../..');
const samples = 30;
const changesASecond = 1_000;
const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Array.from({ length: count }, (_, index) => index).reduce<Promise<T[]>>(
    async (before, index) => [...(await before), await work(index)],
    Promise.resolve([]),
  );

/** The built console over the real core in its own process, as people start it. */
async function startConsole(folder: string) {
  const child = spawn(
    process.execPath,
    ['electron/hosts/cli/main.ts', 'start', '--no-open', '--json', '--first-run', '--data', folder],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  killWithTests(child);
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  const { url } = await eventually(() => z.object({ url: z.url() }).parse(JSON.parse(printed)), 'the console is up');
  return { url, stop: () => endProcess(child) };
}

async function allRows(client: GridlineClient, count: number): Promise<readonly AgRow[]> {
  const rows: AgRow[] = [];
  while (rows.length < count) {
    const { issues } = await client.issues.list({ filter: '', offset: rows.length, limit: 1_000 });
    if (issues.length === 0) break;
    rows.push(...issues.map(agRow));
  }
  return rows;
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', (error) => process.stderr.write(`${String(error)}\n`));
  await page.addInitScript(installMeasure);
  if (url !== '') await page.goto(url);
  return page;
}

const task = (page: Page): Promise<number> => page.evaluate(() => window.measure.longestTask());

/** Changes issues through the contract, as other desks would, until it is told to stop. */
function keepChanging(client: GridlineClient, ids: readonly string[], next: () => number): () => Promise<void> {
  const stop = new AbortController();
  const change = async () => {
    for (let round = 0; !stop.signal.aborted; round += 1) {
      const started = performance.now();
      const some = Array.from({ length: changesASecond / 10 }, () => ids[Math.floor(next() * ids.length)] ?? '');
      await client.issues.setOwner({ ids: [...new Set(some)], owner: `person${round % 50}` });
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 100 - (performance.now() - started))));
    }
  };
  const running = change();
  return async () => {
    stop.abort();
    await running;
  };
}

type Pages = { readonly page: Page; readonly beside: Page; readonly client: GridlineClient };

async function keys({ page, beside }: Pages): Promise<readonly BenchResult[]> {
  // What the start took is no key's.
  await task(page);
  await task(beside);
  const [key, floor] = [
    await times(samples, () => ours.nextRow(page)),
    await times(samples, () => other.nextRow(beside)),
  ];
  const tasks = { ours: await task(page), other: await task(beside) };
  const opened = await times(samples, () => ours.openIssue(page));
  return [
    line({ name: 'key to painted row', times: key, floor, goal: 50 }),
    longestTask('keys', tasks.ours, tasks.other),
    line({ name: 'Enter to the row’s data', times: opened.map(({ row }) => row), goal: 50 }),
    line({ name: 'Enter to the whole issue', times: opened.map(({ whole }) => whole), goal: 120 }),
    longestTask('Enter', await task(page), null),
  ];
}

async function searches({ page, beside, client }: Pages): Promise<readonly BenchResult[]> {
  const all = await times(samples, async (index) => {
    const words = `partner ${107 + index * 7}`;
    const { total } = await client.issues.list({ filter: words, limit: 1 });
    return { mine: await ours.search(page, words, total), theirs: await other.search(beside, words) };
  });
  return [
    line({
      name: 'last key to results',
      times: all.map(({ mine }) => mine),
      floor: all.map(({ theirs }) => theirs),
      goal: 100,
    }),
  ];
}

async function scrolling({ page, beside, client }: Pages): Promise<readonly BenchResult[]> {
  const next = random(11);
  const shares = Array.from({ length: samples }, () => next());
  await task(page);
  await task(beside);
  const mine = await times(samples, (index) => ours.jump(page, shares[index] ?? 0));
  const theirs = await times(samples, (index) => other.jump(beside, shares[index] ?? 0));
  const jumped = { ours: await task(page), other: await task(beside) };
  const { ids } = await client.issues.ids({ filter: '' });
  const frames = 300;
  const scroll = (on: Page, selector: string) =>
    on.evaluate(
      ([css, count]) => {
        const list = document.querySelector(css);
        if (list === null) throw new Error(`There is nothing to scroll: ${css}`);
        list.scrollTop = 0;
        return window.measure.scroll(list, 60, count);
      },
      [selector, frames] as const,
    );
  const stop = keepChanging(client, ids, next);
  const our = await scroll(page, '[data-list-scroller]');
  await stop();
  await other.keepChanging(beside, changesASecond);
  const their = await scroll(beside, '.ag-grid-viewport');
  return [
    line({ name: 'jump by scrollbar', times: mine, floor: theirs, goal: 100 }),
    longestTask('jumps', jumped.ours, jumped.other),
    lateFrames(`scroll while ${changesASecond} issues a second change`, our.late, their.late, frames),
    longestTask('scroll with changes', await task(page), await task(beside)),
  ];
}

async function firstRows(browser: Browser, url: string, besideUrl: string): Promise<BenchResult> {
  const first = (address: string, row: string) =>
    times(10, async () => {
      const page = await open(browser, '');
      const time = await ours.firstRow(page, address, row);
      await page.context().close();
      return time;
    });
  const mine = await first(url, '[data-issue-id]');
  const theirs = await first(`${besideUrl}?few`, '.ag-row');
  return line({ name: 'first row painted', times: mine, floor: theirs, goal: 600 });
}

async function assigning({ page, client }: Pages): Promise<readonly BenchResult[]> {
  await page.reload();
  await page.locator('[data-issue-id]').nth(5).waitFor();
  const all = await times(samples, () => ours.assignAll(page, client));
  return [
    line({ name: 'assign 10,000, painted', times: all.map(({ painted }) => painted), goal: 100 }),
    line({ name: 'assign 10,000, on the disk', times: all.map(({ durable }) => durable), goal: 1_500 }),
  ];
}

type Measured = {
  readonly browser: Browser;
  readonly url: string;
  /** The same rows beside it, and how that ends. */
  readonly grid: { readonly url: string; close(): void };
  readonly pages: Pages;
};

/** What is measured of the whole console. */
async function everything({ browser, url, grid, pages }: Measured): Promise<readonly BenchResult[]> {
  const first = await firstRows(browser, url, grid.url);
  const results = [first, ...(await keys(pages)), ...(await searches(pages)), ...(await scrolling(pages))];
  await pages.beside.close();
  grid.close();
  return [...results, ...(await assigning(pages))];
}

type Work = (measured: Measured) => Promise<readonly BenchResult[]>;

/** Opens a console over `count` issues beside the same rows in the other grid, and measures. */
async function beside(folder: string, count: number, work: Work): Promise<readonly BenchResult[]> {
  const data = join(folder, `ui-${count}`);
  mkdirSync(data, { mode: 0o700 });
  seedQueue(data, count);
  const host = await startConsole(data);
  const session = await openSession(data, 'error');
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    chromiumSandbox: false,
    args: [...chromiumArguments],
  });
  try {
    const { client } = session;
    const grid = await serveAgGrid(await allRows(client, count));
    const page = await open(browser, host.url);
    await page.locator('[data-issue-id]').nth(5).waitFor();
    const theirs = await open(browser, grid.url);
    await other.ready(theirs);
    return await work({ browser, url: host.url, grid, pages: { page, beside: theirs, client } });
  } finally {
    await browser.close();
    await session.close();
    await host.stop();
  }
}

/** What people wait for in the console, in Chromium, beside AG Grid Community with the same rows. It needs `npm run build`. */
export const ui: Bench = async ({ folder }) => await beside(folder, 100_000, everything);

/** Jumps and scrolls alone, of ten times as many rows. */
export const uiMillion: Bench = async ({ folder }) => await beside(folder, 1_000_000, ({ pages }) => scrolling(pages));
