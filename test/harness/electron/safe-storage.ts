import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type Electron from 'electron';

const key = Buffer.alloc(32, 7);

type Used = 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend';

/**
 * A keychain for tests: really encrypts, with a key that is the same at every start. `GRIDLINE_TEST_KEYCHAIN=none`
 * behaves like a Linux machine without one. The sync calls, which Electron 46 drops, are not here.
 */
export const safeStorage: Pick<Electron.SafeStorage, Used> = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => (process.env.GRIDLINE_TEST_KEYCHAIN === 'none' ? 'basic_text' : 'gnome_libsecret'),
  async encryptStringAsync(text) {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), data]);
  },
  async decryptStringAsync(sealed) {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(12, 28));
    const result = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
    return { result, shouldReEncrypt: false };
  },
};
