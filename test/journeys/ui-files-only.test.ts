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

test('Files are chosen without a pointer too: on the first screen, and by the name of the command.', async () => {
  const host = await startBrowserHost(temporaryFolder(), ['--first-run']);
  onTestFinished(() => host.close());
  const { page } = host;
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'choose them' }).press('Enter');
  await (await asked).setFiles(file('refusal.edi', refusalFile));
  await page.getByRole('dialog', { name: '1 file read' }).getByRole('button', { name: 'Done' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('[data-issue-id]').waitFor();

  const again = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('import');
  await page.getByRole('option', { name: /Import EDI files/ }).waitFor();
  await page.keyboard.press('Enter');
  await (await again).setFiles([file('one.edi', refusalFile), file('two.txt', 'nothing of the kind')]);
  await page.getByRole('dialog', { name: '2 files read' }).getByText('Already imported').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('j');
  await page.keyboard.press('t');
  await page.getByRole('dialog').getByRole('button', { name: 'Open connections' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});
