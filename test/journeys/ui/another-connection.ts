import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { World } from './world.ts';

/** Another drop folder is added, called something else, and taken away again, without a mouse. */
export async function addRenameAndDisconnect({ page, dropFolder }: World): Promise<void> {
  const second = join(dropFolder, '..', 'second');
  mkdirSync(second);
  const keys = async (...presses: readonly string[]) => {
    for (const press of presses) await page.keyboard.press(press);
  };
  const add = page.getByRole('button', { name: 'Add another Drop folder connection' });
  await add.press('Enter');

  // What it is called stands ready to be typed over; a name that is taken is refused where it is written.
  const draft = page.getByRole('region', { name: 'Drop folder 2' });
  const name = draft.getByRole('textbox', { name: 'Name' });
  await expect.poll(() => name.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.type('Drop folder');
  await draft.getByLabel('Folder', { exact: true }).fill(second);
  await keys('Enter');
  await draft.getByText('Expected a name that no other connection has (drop-folder has it)').waitFor();
  await name.fill('Warehouse');
  await draft.getByRole('textbox', { name: 'ID', exact: true }).fill('warehouse');
  await keys('Enter');
  const added = page.getByRole('region', { name: 'Warehouse' });
  await added.getByText('Everything works.').waitFor();
  await added.getByText('Drop folder · warehouse').waitFor();

  // Escape leaves the name as it was; Enter keeps the new one, and the keyboard stays where it was.
  await added.getByRole('button', { name: 'Rename Warehouse' }).press('Enter');
  await page.keyboard.type('Nothing');
  await keys('Escape');
  const pencil = added.getByRole('button', { name: 'Rename Warehouse' });
  await expect.poll(() => pencil.evaluate((button) => button === document.activeElement)).toBe(true);
  await keys('Enter');
  await page.keyboard.type('Gateway');
  await keys('Enter');
  const renamed = page.getByRole('region', { name: 'Gateway' });
  await renamed.getByRole('heading', { name: 'Gateway' }).waitFor();

  // The settings are its own, and without it the first one is as it was.
  await renamed.getByRole('button', { name: 'Disconnect' }).press('Enter');
  await renamed.getByRole('button', { name: 'Keep it' }).press('Enter');
  await renamed.getByRole('button', { name: 'Disconnect' }).press('Enter');
  // A second press comes before anybody has read the question.
  await keys('Enter');
  await renamed.getByText('Its settings and secrets will be deleted.').waitFor();
  await renamed.locator('button:focus').filter({ hasText: 'Yes, disconnect' }).waitFor();
  await keys('Enter');
  await renamed.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Drop folder' }).getByText('Connected', { exact: true }).waitFor();

  // One that is thought better of leaves nothing behind.
  await add.press('Enter');
  await page.getByRole('button', { name: 'Cancel', exact: true }).press('Enter');
  await expect.poll(() => add.evaluate((button) => button === document.activeElement)).toBe(true);
}
