import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launchDesktop } from '#test/harness/desktop.ts';
import { eventually } from '#test/harness/eventually.ts';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('An app with unsaved settings asks before it ends: who stays finds everything working, who leaves has left.', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridline-'));
  const desktop = await launchDesktop(folder, {
    runtime: 'stand-in',
    env: { GRIDLINE_TEST_PRESSES: 'Stay,Leave without saving' },
  });
  onTestFinished(async () => {
    await desktop.quit();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const { page } = desktop;
  // The app's window answers.
  page.on('dialog', () => undefined);
  await page.locator('[data-issue-id]').nth(5).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByLabel('Holidays').fill('2027-01-01');

  const asked = () => desktop.lines.filter((line) => line === 'ask You have unsaved changes.').length;
  process.kill(desktop.pid, 'SIGTERM');
  await eventually(() => asked() === 1, 'the app asks');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();

  await page.getByLabel('Holidays').fill('2027-01-02');
  process.kill(desktop.pid, 'SIGTERM');
  await eventually(() => asked() === 2, 'the app asks again');
  await eventually(() => !isAlive(desktop.pid), 'the app has ended', 20_000);
  expect(asked()).toBe(2);
}, 90_000);
