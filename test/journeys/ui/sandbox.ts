import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowserHost } from './browser-host.ts';
import { selectedRow } from './console.ts';

export type Sandbox = {
  readonly page: Page;
  /** The core's process dies; `recover` starts it again. */
  readonly crash: () => Promise<void>;
  readonly recover: () => Promise<void>;
  /** The same without opening its new address: this gives it. */
  readonly restart: () => Promise<string>;
  /** The same console in a second tab. */
  secondTab(): Promise<Page>;
  close(): Promise<void>;
};

/** The console in the browser with the built-in sandbox, its queue on screen. */
export async function openSandbox(): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'gridline-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const host = await startBrowserHost(folder, []);
    host.page.setDefaultTimeout(20_000);
    await host.page.locator('[data-issue-id]').nth(5).waitFor();
    return {
      page: host.page,
      crash: host.crash,
      recover: host.recover,
      restart: host.restart,
      async secondTab() {
        const second = await host.page.context().newPage();
        await second.goto(new URL('.', host.page.url()).href);
        await second.locator('[data-issue-id]').nth(5).waitFor();
        return second;
      },
      async close() {
        await host.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The id of the issue under the cursor. */
export async function idAtCursor(page: Page): Promise<string> {
  const id = await selectedRow(page).getAttribute('data-issue-id');
  if (id === null) throw new Error('There is no cursor.');
  return id;
}

/** One row of the queue. */
export const rowOf = (page: Page, id: string) => page.locator(`[data-issue-id="${id}"]`);
