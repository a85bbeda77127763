import { expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright-core';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { startBrowserHost } from './ui/browser-host.ts';
import { refusalFile } from './ui/documents.ts';

/** Drops one file onto the window; answers whether the page took it, else the browser would open it instead. */
function drop(page: Page, name: string, content: string): Promise<boolean> {
  return page.evaluate(
    ([fileName, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], fileName));
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    },
    [name, content] as const,
  );
}

test('Files are read with nothing connected, and stay in sight: over a reload, a restart and the sandbox.', async () => {
  const folder = temporaryFolder();
  let host = await startBrowserHost(folder, ['--first-run']);
  onTestFinished(() => host.close());
  await host.page.getByRole('heading', { name: 'Welcome to Gridline' }).waitFor();
  expect(await drop(host.page, 'refusal.edi', refusalFile)).toBe(true);
  await host.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  const row = () => host.page.locator('[data-issue-id]');
  await row().waitFor();

  await host.page.reload();
  await row().waitFor();

  await host.close();
  host = await startBrowserHost(folder, []);
  await row().waitFor();
  expect(await row().count()).toBe(1);
  expect(await host.page.getByRole('complementary', { name: 'Sandbox' }).count()).toBe(0);

  await host.page.keyboard.press('g');
  await host.page.keyboard.press('c');
  await host.page.getByRole('button', { name: 'Try the sandbox' }).click();
  await host.page
    .getByRole('complementary', { name: 'Sandbox' })
    .getByRole('button', { name: 'Connect your own' })
    .click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Leave and connect' }).click();
  await host.page.getByRole('button', { name: 'Queue' }).click();
  await expect.poll(() => row().count()).toBe(1);
});
