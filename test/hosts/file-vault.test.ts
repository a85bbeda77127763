import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HostError } from '#core/ports.ts';
import { openFileVault } from '#hosts/lib/file-vault.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

function refusal(act: () => unknown): HostError {
  try {
    act();
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

function everyByte(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');
}

describe('the vault of a host without a keychain', () => {
  test('keeps secrets over a restart, encrypted, with a key that only this user can read', async () => {
    const folder = temporaryFolder();
    await openFileVault(folder, null).set('salesforce.refreshToken', 'very-secret-token');
    const again = openFileVault(folder, null);
    expect(await again.get('salesforce.refreshToken')).toBe('very-secret-token');
    expect(await again.get('salesforce.accessToken')).toBeNull();
    expect(everyByte(folder)).not.toContain('very-secret-token');
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'vault.key')).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'vault.json')).mode & 0o777).toBe(0o600);
    }
    expect(again.statement).toContain('readable by your user account only');
  });

  test('opens with its passphrase and with no other', async () => {
    const folder = temporaryFolder();
    await openFileVault(folder, 'correct horse').set('a.b', 'secret');
    expect(await openFileVault(folder, 'correct horse').get('a.b')).toBe('secret');
    expect(() => openFileVault(folder, 'wrong horse')).toThrow('The passphrase is wrong, or the file was changed.');
    expect(refusal(() => openFileVault(folder, null)).next).toContain('GRIDLINE_PASSPHRASE');
    expect(readdirSync(folder)).not.toContain('vault.key');
  });

  test('does not accept a secret moved to another name', async () => {
    const folder = temporaryFolder();
    const vault = openFileVault(folder, null);
    await vault.set('a.low', 'one');
    await vault.set('a.high', 'two');
    const path = join(folder, 'vault.json');
    const file = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...file, entries: { ...file.entries, 'a.high': file.entries['a.low'] } }));
    await expect(openFileVault(folder, null).get('a.high')).rejects.toThrow('does not open with this key');
  });

  test('forgets what is deleted', async () => {
    const folder = temporaryFolder();
    const vault = openFileVault(folder, null);
    await vault.set('a.b', 'x');
    await vault.delete('a.b');
    expect(await openFileVault(folder, null).get('a.b')).toBeNull();
  });

  test('says that a damaged file is damaged, and what to do', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'vault.json'), '{"version":1');
    expect(refusal(() => openFileVault(folder, null))).toMatchObject({
      message: `${join(folder, 'vault.json')} is damaged.`,
      next: 'Move it away and enter the connections’ secrets again.',
    });
  });
});
