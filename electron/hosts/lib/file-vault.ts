import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HostError, type Vault } from '#core/ports.ts';

const boxSchema = z.object({ iv: z.base64(), tag: z.base64(), data: z.base64() });
const fileSchema = z.object({
  version: z.literal(1),
  /** scrypt salt where the key comes from a passphrase; null where it comes from the key file. */
  salt: z.base64().nullable(),
  entries: z.record(z.string(), boxSchema),
});
type VaultFile = z.infer<typeof fileSchema>;

/**
 * Secrets in one file, each sealed with AES-256-GCM and bound to its name. The key comes from a passphrase (scrypt) or,
 * without one, from a random key file that only this user can read. For hosts that have no system keychain.
 */
export function openFileVault(dataFolder: string, passphrase: string | null): Vault {
  const path = join(dataFolder, 'vault.json');
  const keyPath = join(dataFolder, 'vault.key');
  let file = load(path);
  if (file.salt === null && passphrase !== null && Object.keys(file.entries).length > 0) {
    throw new HostError(
      `${path} was made without a passphrase.`,
      'Start without one, or disconnect every connection and begin again with one.',
    );
  }
  if (passphrase !== null && file.salt === null) file = { ...file, salt: randomBytes(16).toString('base64') };
  if (passphrase === null && file.salt !== null) {
    throw new HostError(
      `${path} is sealed with a passphrase.`,
      'Give it in the environment variable GRIDLINE_PASSPHRASE.',
    );
  }
  const key =
    passphrase !== null && file.salt !== null
      ? scryptSync(passphrase, Buffer.from(file.salt, 'base64'), 32, {
          N: 2 ** 15,
          r: 8,
          p: 1,
          maxmem: 64 * 1024 * 1024,
        })
      : keyFromFile(keyPath);
  const first = Object.entries(file.entries)[0];
  if (first) open(key, first[0], first[1], path);

  return {
    kind: passphrase === null ? 'key-file' : 'passphrase',
    statement:
      passphrase === null
        ? 'Secrets are encrypted in a file whose key lies beside it, readable by your user account only. Anyone who can read your files can read them. Set GRIDLINE_PASSPHRASE, or use the desktop app, for better protection.'
        : 'Secrets are encrypted in a file with a key made from your passphrase. Without the passphrase they cannot be read.',
    get: async (name) => {
      const box = file.entries[name];
      return box ? open(key, name, box, path) : null;
    },
    set: async (name, value) => {
      const changed = { ...file, entries: { ...file.entries, [name]: seal(key, name, value) } };
      save(path, changed);
      file = changed;
    },
    delete: async (name) => {
      const { [name]: _gone, ...entries } = file.entries;
      const changed = { ...file, entries };
      save(path, changed);
      file = changed;
    },
  };
}

function load(path: string): VaultFile {
  if (!existsSync(path)) return { version: 1, salt: null, entries: {} };
  const parsed = fileSchema.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success) {
    throw new HostError(`${path} is damaged.`, 'Move it away and enter the connections’ secrets again.');
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that a crash leaves the old file or the new one, never half of one. */
function save(path: string, file: VaultFile): void {
  const beside = `${path}.new`;
  // One that a crash left keeps the rights it has.
  rmSync(beside, { force: true });
  writeFileSync(beside, `${JSON.stringify(file)}\n`, { mode: 0o600, flush: true });
  renameSync(beside, path);
}

function keyFromFile(path: string): Buffer {
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  const key = readFileSync(path);
  if (key.length !== 32) {
    throw new HostError(
      `${path} is damaged: 32 bytes expected, ${key.length} found.`,
      'Put it back from a backup. Without it, move it and vault.json away and enter the connections’ secrets again.',
    );
  }
  return key;
}

function seal(key: Buffer, name: string, value: string): z.infer<typeof boxSchema> {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
}

function open(key: Buffer, name: string, box: z.infer<typeof boxSchema>, path: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.iv, 'base64'))
      .setAAD(Buffer.from(name))
      .setAuthTag(Buffer.from(box.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(box.data, 'base64')), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new HostError(
      `${path} does not open with this key. The passphrase is wrong, or the file was changed.`,
      'Give the right passphrase in GRIDLINE_PASSPHRASE, or move the file away and enter the connections’ secrets again.',
      cause,
    );
  }
}
