import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { World } from './world.ts';

export async function chooseToConnectByKeyboard({ page }: World): Promise<void> {
  await page.getByRole('heading', { name: 'Welcome to Gridline' }).waitFor();
  const choice = page.getByRole('button', { name: /Connect your own systems/ });
  for (let presses = 0; !(await choice.evaluate((button) => button === document.activeElement)); presses += 1) {
    expect(presses).toBeLessThan(4);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Connections', level: 1 }).waitFor();
}

async function fill(form: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await form.getByLabel(label, { exact: true }).fill(value);
}

/** Each check of a connection, as the screen shows it. */
async function test(form: Locator, verdict: string): Promise<readonly string[]> {
  await form.getByRole('button', { name: 'Save and test' }).click();
  await form.getByText(verdict).waitFor();
  return form.getByRole('status').getByRole('listitem').allInnerTexts();
}

export async function connectEverything({
  page,
  tradingGrid,
  salesforce,
  dropFolder,
  dataFolder,
}: World): Promise<void> {
  const lens = page.getByRole('region', { name: 'OpenText Trading Grid' });
  await fill(lens, {
    'API host': tradingGrid.baseUrl,
    'Company ID': 'GC00817305GB',
    'Consumer key': tradingGrid.consumerKey,
    'Consumer secret': 'not the secret',
  });
  const wrong = await test(lens, '1 of 2 checks failed.');
  expect(wrong.join('\n')).toMatch(/key|secret/i);
  await fill(lens, { 'Consumer secret': tradingGrid.consumerSecret });
  const right = await test(lens, 'Everything works.');
  expect(right.length).toBeGreaterThanOrEqual(2);
  // Its company profile knows our own addresses; they are taken with one press.
  await lens.getByRole('button', { name: 'Add to your EDI addresses' }).click();
  await lens.getByText('Added to your EDI addresses.').waitFor();

  const crm = page.getByRole('region', { name: 'Salesforce' });
  const tokens = salesforce.issueTokens();
  await crm.getByText('Advanced').click();
  await fill(crm, {
    'Consumer key': tokens.clientId,
    'Sign-in address': salesforce.baseUrl,
    'Instance address': tokens.instanceUrl,
    'Refresh token': tokens.refreshToken,
    'Access token': tokens.accessToken,
  });
  expect((await test(crm, 'Everything works.')).length).toBeGreaterThanOrEqual(2);

  const folder = page.getByRole('region', { name: 'Drop folder' });
  await fill(folder, { Folder: dropFolder });
  await test(folder, 'Everything works.');

  // What was typed into the form is nowhere on disk as it was typed.
  const files = globSync('**/*', { cwd: dataFolder, exclude: ['stand-in-chromium'] })
    .map((name) => join(dataFolder, name))
    .filter((path) => statSync(path).isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const path of files) {
    const content = readFileSync(path);
    for (const secret of [tradingGrid.consumerSecret, tokens.refreshToken]) {
      expect(content.includes(secret), `${path} holds a secret`).toBe(false);
    }
  }
}
