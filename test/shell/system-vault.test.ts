import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openSystemVault } from '#shell/system-vault.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

// The stand-in's keychain really encrypts, and has no sync calls: a vault that used one would fail here.
vi.mock('electron', async () => ({
  safeStorage: (await import('#test/harness/electron/safe-storage.ts')).safeStorage,
}));

afterEach(() => vi.unstubAllEnvs());

test('Secrets lie encrypted in one file that only its user can read, and are there at the next start.', async () => {
  const folder = temporaryFolder();
  const vault = await openSystemVault(folder);
  expect(vault.about).toEqual({
    kind: 'system',
    statement: 'Secrets are encrypted with a key that the operating system’s keychain keeps for your user account.',
  });
  await Promise.all([
    vault.set('salesforce.refreshToken', '5Aep861-a-very-secret-token'),
    vault.set('trading-grid.consumerSecret', 'another-secret'),
  ]);
  const path = join(folder, 'vault.system.json');
  const stored = readFileSync(path, 'utf8');
  for (const secret of ['5Aep861-a-very-secret-token', 'another-secret']) {
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(Buffer.from(secret).toString('base64'));
  }
  expect(statSync(path).mode & 0o777).toBe(0o600);

  const next = await openSystemVault(folder);
  expect(await next.get('salesforce.refreshToken')).toBe('5Aep861-a-very-secret-token');
  expect(await next.get('trading-grid.consumerSecret')).toBe('another-secret');
  await next.delete('salesforce.refreshToken');
  expect(await next.get('salesforce.refreshToken')).toBeNull();
  expect(await next.get('trading-grid.consumerSecret')).toBe('another-secret');
});

test('Without a keychain, secrets are kept in memory only, and the statement says so.', async () => {
  vi.stubEnv('GRIDLINE_TEST_KEYCHAIN', 'none');
  const folder = temporaryFolder();
  const vault = await openSystemVault(folder);
  expect(vault.about).toEqual({
    kind: 'memory',
    statement:
      'This system has no keychain that Gridline can use, so secrets are kept in memory only: they are lost when Gridline closes.',
  });
  await vault.set('a', 'secret');
  expect(await vault.get('a')).toBe('secret');
  expect(() => statSync(join(folder, 'vault.system.json'))).toThrow('ENOENT');
  expect(await (await openSystemVault(folder)).get('a')).toBeNull();
});

test.each(['{"a": 5}', '{"a', ''])('A damaged vault file is never mistaken for an empty one: %j', async (content) => {
  const folder = temporaryFolder();
  const path = join(folder, 'vault.system.json');
  writeFileSync(path, content);
  const vault = await openSystemVault(folder);
  await expect(vault.get('a')).rejects.toThrow('is damaged. Move it away');
  await expect(vault.set('b', 'secret')).rejects.toThrow('is damaged. Move it away');
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('Nor is one that cannot be read.', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'vault.system.json'));
  await expect((await openSystemVault(folder)).get('a')).rejects.toThrow('EISDIR');
});
