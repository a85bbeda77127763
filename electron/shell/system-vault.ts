import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';

const fileSchema = z.record(z.string(), z.base64());

export type SystemVault = {
  readonly about: { readonly kind: 'system' | 'memory'; readonly statement: string };
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
};

/**
 * Secrets sealed by the system's keychain, in one file of the data folder. Where the system has none, they are kept in
 * memory for this run only: a file that anyone could open would be a pretence.
 */
export async function openSystemVault(dataFolder: string): Promise<SystemVault> {
  const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'system';
  const usable = backend !== 'basic_text' && (await safeStorage.isAsyncEncryptionAvailable());
  return usable ? sealed(join(dataFolder, 'vault.system.json')) : forgetful();
}

function sealed(path: string): SystemVault {
  // One change at a time: two at once would lose one.
  let last: Promise<unknown> = Promise.resolve();
  const change = (edit: (entries: Record<string, string>) => Promise<void>): Promise<void> => {
    const next = last.then(async () => {
      const entries = await load(path);
      await edit(entries);
      // One that a crash left keeps the rights it has.
      await rm(`${path}.new`, { force: true });
      await writeFile(`${path}.new`, `${JSON.stringify(entries)}\n`, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
    });
    last = next.catch(() => undefined);
    return next;
  };
  const set = (name: string, value: string): Promise<void> =>
    change(async (entries) => {
      entries[name] = (await safeStorage.encryptStringAsync(value)).toString('base64');
    });
  return {
    about: {
      kind: 'system',
      statement: 'Secrets are encrypted with a key that the operating system’s keychain keeps for your user account.',
    },
    async get(name) {
      const entry = (await load(path))[name];
      if (entry === undefined) return null;
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(entry, 'base64'));
      if (shouldReEncrypt) await set(name, result);
      return result;
    },
    set,
    delete: (name) =>
      change(async (entries) => {
        delete entries[name];
      }),
  };
}

function forgetful(): SystemVault {
  const entries = new Map<string, string>();
  return {
    about: {
      kind: 'memory',
      statement:
        'This system has no keychain that Gridline can use, so secrets are kept in memory only: they are lost when Gridline closes.',
    },
    get: async (name) => entries.get(name) ?? null,
    set: async (name, value) => void entries.set(name, value),
    delete: async (name) => void entries.delete(name),
  };
}

async function load(path: string): Promise<Record<string, string>> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    // Only a missing file is an empty vault: one that cannot be read must not be written over.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  const parsed = fileSchema.safeParse(parseJson(content));
  if (!parsed.success) throw new Error(`${path} is damaged. Move it away and enter the connections' secrets again.`);
  return parsed.data;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
