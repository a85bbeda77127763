import { lstat, readdir } from 'node:fs/promises';
import { fileIn, type NamedFile } from '../sdk/file-name.ts';
import { folderError, isMissing } from './folder-error.ts';

/** A file as it was at one look. `modified` is in milliseconds, as exact as the file system has it. */
export type Seen = NamedFile & { readonly size: number; readonly modified: number };

/** A file that is there and could not be looked at. */
export type Unseen = { readonly name: string; readonly error: unknown };

export type Look = {
  /** Oldest first. */
  readonly files: readonly Seen[];
  readonly unseen: readonly Unseen[];
};

/** Names that other programs use while they are still writing. */
const unfinished = /^[.~]|~$|\.(tmp|temp|part|partial|filepart|crdownload|swp|lock)$/i;

/**
 * The regular files directly in a folder; no links, nothing hidden, nothing that is still being written by name. Throws
 * `ConnectorError` where the folder itself can't be read.
 */
export async function look(folder: string): Promise<Look> {
  const files: Seen[] = [];
  const unseen: Unseen[] = [];
  for (const entry of await namesIn(folder)) {
    const file = fileIn(folder, entry);
    if (unfinished.test(file.name)) continue;
    try {
      const found = await lookAt(file);
      if (found !== null) files.push(found);
    } catch (error) {
      unseen.push({ name: file.name, error });
    }
  }
  return { files: files.toSorted((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1)), unseen };
}

/** Names alone: on some network drives Node would look at each entry to know its kind, and fail for all if one is gone. */
async function namesIn(folder: string): Promise<readonly Buffer[]> {
  try {
    return await readdir(folder, { encoding: 'buffer' });
  } catch (error) {
    throw folderError(error, `The folder ${folder}`, 'be read');
  }
}

/** Null where there is no regular file of this name any more. */
export async function lookAt(file: NamedFile): Promise<Seen | null> {
  try {
    const found = await lstat(file.at);
    if (!found.isFile()) return null;
    return { name: file.name, path: file.path, at: file.at, size: found.size, modified: found.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

type Shape = Pick<Seen, 'size' | 'modified'>;

export function sameLook(a: Shape | undefined | null, b: Shape): boolean {
  return a !== undefined && a !== null && a.size === b.size && a.modified === b.modified;
}
