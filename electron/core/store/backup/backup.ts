import { dirname } from 'node:path';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { damagedError, StoreError, systemStoreError, toStoreError } from '../error.ts';
import { keepPrivate } from '../private-file.ts';
import { isSound } from '../sound.ts';

export type BackupOptions = {
  /** Share that is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

/** Copied between two turns of the event loop: about 4 MB, a few milliseconds. */
const pagesPerStep = 1_000;

/** Copies to a file beside the target first, so that a half-made backup is never taken for a whole one. */
export async function backup(
  raw: Database.Database,
  path: string,
  { onProgress, signal }: BackupOptions = {},
): Promise<{ readonly bytes: number }> {
  const partial = freeName(path);
  try {
    const folder = dirname(path);
    if (!existsSync(folder)) {
      throw new StoreError(
        'missing',
        `The backup could not be written: there is no folder ${folder}.`,
        'Create it, or name another place.',
      );
    }
    // A backup is as private as what it copies.
    keepPrivate(partial);
    await raw.backup(partial, {
      progress({ totalPages, remainingPages }) {
        if (signal?.aborted === true) {
          throw new StoreError('cancelled', 'The backup was cancelled.', 'Start it again when you want.');
        }
        if (totalPages > 0) onProgress?.(1 - remainingPages / totalPages);
        return pagesPerStep;
      },
    });
    if (!isWholeFile(partial)) throw damagedError(raw.name, 'in places, so that no good copy of it can be made');
    renameSync(partial, path);
    onProgress?.(1);
    return { bytes: statSync(path).size };
  } catch (error) {
    removeQuietly(partial);
    throw systemStoreError(error, 'The backup could not be written. ') ?? toStoreError(error, path);
  }
}

/** What is called so already is somebody's. */
function freeName(path: string): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? `${path}.partial` : `${path}-${count}.partial`;
    if (!existsSync(name)) return name;
  }
}

/** Copying reads no rows: the pages of a damaged database are copied as they are. */
function isWholeFile(path: string): boolean {
  // One that may only read would leave the files of its log behind.
  const copy = new Database(path, { fileMustExist: true });
  try {
    return isSound(copy);
  } finally {
    copy.close();
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It could not be made either, and that is what will be said.
  }
}
