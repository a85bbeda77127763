import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ConnectorError } from '../sdk/error.ts';
import { isMissing } from './folder-error.ts';

/** What partners sent is for the person who reads it; who wants others in there makes the folder with other rights. */
const mode = 0o700;

/**
 * Makes a folder and those above it, one by one: Node's own `recursive` never returns where a place says of a folder in
 * it that it is missing, as `/proc` and some network drives do. Leaves one that is there as it is.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await isMade(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) {
    await makeFolder(parent);
    if (await isMade(folder)) return;
  }
  throw new ConnectorError('set-up', 'drop-folder.not-made', `The folder ${folder} can’t be created in ${parent}.`, {
    next: 'Choose another folder on the connections screen.',
  });
}

/** Whether it is there now; false where the folder above it is missing. */
async function isMade(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    // Roots and disks that can't be written refuse before they say that it is there.
    const there = await stat(folder).catch(() => null);
    if (there?.isDirectory() === true) return true;
    throw error;
  }
}
