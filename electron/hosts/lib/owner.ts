import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { keepPrivate } from '#core/index.ts';
import { HostError } from '#core/ports.ts';
import { closeOwnFiles } from './close-folder.ts';
import { makeFolder } from './make-folder.ts';

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
  makeFolder(dataFolder);
  closeOwnFiles(dataFolder);
  const ownerFile = join(dataFolder, 'owner.json');
  const lock = openLock(join(dataFolder, 'owner.lock'));
  try {
    lock.pragma('journal_mode = DELETE');
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw lockError(join(dataFolder, 'owner.lock'), error);
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

/** Another user who could open the lock could hold it, and keep the owner out. */
function openLock(path: string): Database.Database {
  try {
    keepPrivate(path);
    return new Database(path, { timeout: 0 });
  } catch (error) {
    throw lockError(path, error);
  }
}

function lockError(path: string, cause: unknown): HostError {
  const owner = statSync(path, { throwIfNoEntry: false })?.uid;
  const foreign = owner !== undefined && process.getuid !== undefined && owner !== process.getuid();
  return foreign
    ? new HostError(
        `${path} belongs to another user of this computer (user id ${owner}), so this one may not use the data folder.`,
        `Work as that user, choose another data folder with --data, or have the folder given to you: chown -R USER "${dirname(path)}"`,
        cause,
      )
    : new HostError(
        `${path} can't be written, and every Gridline that uses this data folder must hold it.`,
        'Check the rights of the folder and the free space of its disk, or choose another data folder with --data.',
        cause,
      );
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
    // A crash leaves the file behind: it is then not that process which holds the lock.
    return parsed.success && isAlive(parsed.data.pid) ? parsed.data : null;
  } catch {
    // Absent or half written: the owner is just starting or stopping.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
