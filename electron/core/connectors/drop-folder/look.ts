import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { folderError, isMissing } from './folder-error.ts';

/** A file as it was at one look. */
export type Seen = { readonly name: string; readonly path: string; readonly size: number; readonly modified: number };

/** Names that other programs use while they are still writing. */
const unfinished = /^[.~]|~$|\.(tmp|temp|part|partial|filepart|crdownload|swp|lock)$/i;

/** The regular files directly in a folder, oldest first; no links, nothing hidden, nothing that is still being written by name. */
export async function look(folder: string): Promise<readonly Seen[]> {
  try {
    const seen: Seen[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile() || unfinished.test(entry.name)) continue;
      const found = await lookAt(path.join(folder, entry.name));
      if (found !== null) seen.push(found);
    }
    return seen.toSorted((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw folderError(error, `The folder ${folder}`, 'be read');
  }
}

/** Null where there is no such file any more. */
export async function lookAt(file: string): Promise<Seen | null> {
  try {
    const found = await lstat(file);
    return { name: path.basename(file), path: file, size: found.size, modified: found.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export function sameLook(a: Seen | undefined | null, b: Seen): boolean {
  return a !== undefined && a !== null && a.size === b.size && a.modified === b.modified;
}
