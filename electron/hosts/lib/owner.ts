import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

const ownerSchema = z.object({
  pid: z.number().int(),
  /** `desktop`, `browser`, `command line` */
  host: z.string(),
  startedAt: z.number().int(),
  /** Where a second process can talk to the owner; null where it cannot. */
  url: z.string().nullable(),
  token: z.string().nullable(),
});

/** Who holds a data folder, as written in `owner.json` beside the lock. */
export type Owner = z.infer<typeof ownerSchema>;

export type Ownership = {
  readonly owned: true;
  /** Publishes where this owner can be reached. The file is readable by this user only. */
  announce(address: { readonly url: string; readonly token: string }): void;
  release(): void;
};

/**
 * Takes the data folder for this process. The lock is an exclusive transaction on a small SQLite file: the system lets
 * go of it when the process ends, however it ends, so there is no stale lock to clear after a crash.
 */
export function takeOwnership(
  dataFolder: string,
  host: string,
): Ownership | { readonly owned: false; readonly by: Owner | null } {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const ownerFile = join(dataFolder, 'owner.json');
  const lock = new Database(join(dataFolder, 'owner.lock'), { timeout: 0 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    return { owned: false, by: readOwner(ownerFile) };
  }
  const write = (address: { readonly url: string; readonly token: string } | null): void => {
    const owner: Owner = {
      pid: process.pid,
      host,
      startedAt: Date.now(),
      url: address?.url ?? null,
      token: address?.token ?? null,
    };
    rmSync(ownerFile, { force: true });
    writeFileSync(ownerFile, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  };
  write(null);
  let held = true;
  return {
    owned: true,
    announce: write,
    release() {
      if (!held) return;
      held = false;
      rmSync(ownerFile, { force: true });
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}

/** A token nobody can guess, for this run only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

function readOwner(path: string): Owner | null {
  try {
    const parsed = ownerSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    // Absent or half written: the owner is just starting or stopping.
    return null;
  }
}
