import { expect, onTestFinished, test, vi } from 'vitest';
import { createAuthority } from '#test/harness/authority.ts';
import { bareEnvironment } from '#test/harness/bare-environment.ts';
import { launchDesktop } from '#test/harness/desktop.ts';
import { freePort } from '#test/harness/free-port.ts';
import { startProxy, tlsBefore } from '#test/harness/outside-tls.ts';
import { startOutside } from '#test/harness/outside.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

vi.setConfig({ testTimeout: 120_000 });

test('The desktop app goes the way that the system names, its PAC script too, and trusts what the system trusts.', async () => {
  const { tradingGrid } = await startOutside();
  const authority = createAuthority();
  const port = await tlsBefore(tradingGrid.baseUrl, authority.issue(['lens.acme.test']));
  const proxy = await startProxy({ hosts: { 'lens.acme.test': port } });
  // The first one is away: the next is taken, as a browser does.
  const answer = `PROXY 127.0.0.1:${await freePort()}; PROXY 127.0.0.1:${proxy.port}; DIRECT`;
  const desktop = await launchDesktop(temporaryFolder(), {
    args: ['--first-run'],
    env: bareEnvironment({ GRIDLINE_TEST_SYSTEM_PROXY: answer }, authority.file),
    runtime: 'stand-in',
  });
  onTestFinished(async () => void (await desktop.quit()));
  const { page } = desktop;
  await page.getByRole('button', { name: /Connect your own systems/ }).click();
  const form = page.getByRole('region', { name: 'OpenText Trading Grid' });
  const values = {
    'API host': 'https://lens.acme.test',
    'Consumer key': tradingGrid.consumerKey,
    'Consumer secret': tradingGrid.consumerSecret,
  };
  for (const [label, value] of Object.entries(values)) await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole('button', { name: 'Save and test' }).click();
  await form.getByText('Trading Grid accepted the consumer key and secret.').waitFor();
  expect(new Set(proxy.asked.map(({ target, status }) => `${target} ${status}`))).toEqual(
    new Set(['lens.acme.test:443 200']),
  );
});
