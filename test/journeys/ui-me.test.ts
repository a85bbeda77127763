import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from './ui/sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
}, 60_000);

afterAll(() => sandbox?.close(), 30_000);

test('Who works here says so in Settings; a wrong address is refused where it is written, and it is said in one line from then on.', async () => {
  const { page } = sandbox;
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  const line = page.getByText(/^You are /);
  await page.getByRole('button', { name: 'Say who you are' }).click();
  const form = page.getByRole('form', { name: 'Who you are' });
  await form.getByLabel('Name').fill('Kim Berg');
  await form.getByLabel('Email').fill('kim at grid');
  await page.keyboard.press('Enter');
  await form.getByText('Expected an address such as kim@acme.example').waitFor();
  await form.getByLabel('Email').fill('kim@grid.example');
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await expect.poll(() => line.innerText()).toMatch(/^You are Kim Berg, kim@grid\.example on .+\.$/);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  expect(await form.getByLabel('Name').inputValue()).toBe('Kim Berg');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await line.waitFor();
});
