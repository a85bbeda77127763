import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { systemErrorWords } from '#shared/lib/system-error.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Log } from '../ports.ts';
import { checkBackup } from './check-backup.ts';
import { prepare } from './db.ts';
import { StoreError, systemStoreError } from './error.ts';
import { openStore } from './open.ts';
import { closeToOthers } from './private-file.ts';
import { syncFile, syncFolder } from './sync.ts';

export type Restored = {
  readonly path: string;
  readonly bytes: number;
  readonly events: number;
  readonly issues: number;
  /** The folder where the files that were in its place lie now; null where there were none. */
  readonly movedTo: string | null;
};

const folderName = /^before-restore-[\w-]+$/;
const halfMade = /^before-restore-[\w-]+\.preparing$/;
const waiting = 'restored.db';
/** What belongs to one database; its write-ahead log holds what the file itself does not have yet. */
const suffixes = ['-shm', '-wal', ''];

/**
 * Puts a backup in the place of the database, which is moved aside whole. Nobody may have the database open. Until the
 * backup is copied and found good, nothing is changed; from then on a start finishes what was begun (`finishRestore`), so
 * that a crash at any moment leaves the old state or the new one. Throws `StoreError`.
 */
export function restoreBackup(options: {
  readonly path: string;
  readonly backup: string;
  readonly now: Millis;
  readonly log: Log;
}): Restored {
  const { path, log } = options;
  const backup = resolve(options.backup);
  const dataFolder = dirname(path);
  refuseOtherThanFile(backup, path);
  try {
    finishRestore(path, log);
    const folder = freeFolder(dataFolder, options.now);
    const preparing = `${folder}.preparing`;
    try {
      mkdirSync(preparing, { mode: 0o700 });
      const copy = join(preparing, waiting);
      for (const suffix of ['-wal', '']) {
        if (suffix === '' || existsSync(`${backup}${suffix}`)) {
          copyFileSync(`${backup}${suffix}`, `${copy}${suffix}`, constants.COPYFILE_FICLONE);
          closeToOthers(`${copy}${suffix}`);
        }
      }
      checkBackup(copy, backup, log);
      syncFile(copy);
      syncFolder(preparing);
      // From here on the backup counts.
      renameSync(preparing, folder);
    } catch (error) {
      rmSync(preparing, { recursive: true, force: true });
      throw error;
    }
    const movedTo = finishRestore(path, log);
    return { path, bytes: statSync(path).size, ...countRows(path, log), movedTo };
  } catch (error) {
    throw systemStoreError(error) ?? error;
  }
}

/** Ends what a restore began, and clears away what it did not get to. Gives the folder of the files moved aside. */
export function finishRestore(path: string, log: Log): string | null {
  const dataFolder = dirname(path);
  if (!existsSync(dataFolder)) return null;
  let movedTo: string | null = null;
  for (const name of readdirSync(dataFolder)) {
    const folder = join(dataFolder, name);
    if (halfMade.test(name)) rmSync(folder, { recursive: true, force: true });
    if (!folderName.test(name) || !existsSync(join(folder, waiting))) continue;
    for (const suffix of suffixes) {
      if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, join(folder, `${basename(path)}${suffix}`));
    }
    syncFolder(folder);
    renameSync(join(folder, waiting), path);
    syncFolder(dataFolder);
    if (readdirSync(folder).length === 0) rmdirSync(folder);
    else movedTo = folder;
    log('info', 'A backup was put in the place of the database', { movedTo });
  }
  return movedTo;
}

function refuseOtherThanFile(backup: string, path: string): void {
  const refuse = (message: string, next: string): never => {
    throw new StoreError('missing', `${message} Nothing was changed.`, next);
  };
  let found: ReturnType<typeof statSync>;
  try {
    found = statSync(backup);
  } catch (error) {
    const words = systemErrorWords(error);
    return refuse(words?.message ?? `${backup} can't be opened.`, words?.next ?? 'Check the path.');
  }
  if (!found.isFile()) return refuse(`${backup} is not a file.`, 'Name a file that gridline backup made.');
  const own = statSync(path, { throwIfNoEntry: false });
  if (own !== undefined && own.ino === found.ino && own.dev === found.dev) {
    return refuse(`${backup} is the database itself.`, 'Name a file that gridline backup made.');
  }
}

/** `before-restore-2026-11-16T09-00-00`, with a number where that is taken. */
function freeFolder(dataFolder: string, now: Millis): string {
  const base = join(dataFolder, `before-restore-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`);
  for (let count = 1; ; count++) {
    const folder = count === 1 ? base : `${base}-${count}`;
    if (!existsSync(folder)) return folder;
  }
}

const countSchema = z.object({ count: z.number() });

function countRows(path: string, log: Log): { readonly events: number; readonly issues: number } {
  const store = openStore({ path, log });
  try {
    const count = (table: 'journal' | 'issues') =>
      store.read((db) => countSchema.parse(prepare(db, `SELECT count(*) AS count FROM ${table}`).get()).count);
    return { events: count('journal'), issues: count('issues') };
  } finally {
    store.close();
  }
}
