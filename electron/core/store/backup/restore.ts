import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemErrorWords } from '#shared/lib/system-error.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Log } from '../../ports.ts';
import { checkBackup, type Settle } from './check-backup.ts';
import { StoreError, systemStoreError } from '../error.ts';
import { closeToOthers } from '../private-file.ts';
import { syncFile, syncFolder } from '../sync.ts';

export type Restored = {
  readonly path: string;
  readonly bytes: number;
  readonly events: number;
  readonly issues: number;
  /** Whether the rows that are made from the journal did not fit it, and were made anew. */
  readonly derivedAnew: boolean;
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
export function putInPlace(options: {
  readonly path: string;
  readonly backup: string;
  readonly now: Millis;
  readonly settle: Settle;
  readonly log: Log;
}): Restored {
  const { path, settle, log } = options;
  const backup = resolve(options.backup);
  const dataFolder = dirname(path);
  refuseOtherThanFiles(backup, path);
  try {
    finishRestore(path, log);
    const folder = freeFolder(dataFolder, options.now);
    const preparing = `${folder}.preparing`;
    let settled: ReturnType<typeof checkBackup>;
    try {
      mkdirSync(preparing, { mode: 0o700 });
      const copy = join(preparing, waiting);
      for (const suffix of ['-wal', '']) {
        if (suffix === '' || existsSync(`${backup}${suffix}`)) {
          copyFileSync(`${backup}${suffix}`, `${copy}${suffix}`, constants.COPYFILE_FICLONE);
          closeToOthers(`${copy}${suffix}`);
        }
      }
      settled = checkBackup(copy, backup, settle, log);
      syncFile(copy);
      syncFolder(preparing);
      // From here on the backup counts.
      renameSync(preparing, folder);
    } catch (error) {
      rmSync(preparing, { recursive: true, force: true });
      throw systemStoreError(error, 'Nothing was changed: the backup could not be copied. ') ?? error;
    }
    const movedTo = finishRestore(path, log);
    return { path, bytes: statSync(path).size, ...settled, movedTo };
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

/** A pipe would be waited for without end, and a device has none. */
function refuseOtherThanFiles(backup: string, path: string): void {
  const refuse = (message: string, next: string): never => {
    throw new StoreError('missing', `${message} Nothing was changed.`, next);
  };
  const found = look(backup, refuse);
  if (!found.isFile()) return refuse(`${backup} is not a file.`, 'Name a file that gridline backup made.');
  const own = statSync(path, { throwIfNoEntry: false });
  if (own !== undefined && own.ino === found.ino && own.dev === found.dev) {
    return refuse(`${backup} is the database itself.`, 'Name a file that gridline backup made.');
  }
  const wal = `${backup}-wal`;
  if (existsSync(wal) && !look(wal, refuse).isFile()) {
    return refuse(`${wal}, which lies beside the backup, is not a file.`, 'Move it away, then restore again.');
  }
}

/** What is there, and that it may be read: an error of the copying itself names two files, and not which is meant. */
function look(file: string, refuse: (message: string, next: string) => never): Stats {
  try {
    const found = statSync(file);
    accessSync(file, constants.R_OK);
    return found;
  } catch (error) {
    const words = systemErrorWords(error);
    return refuse(words?.message ?? `${file} can't be opened.`, words?.next ?? 'Check the path.');
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
