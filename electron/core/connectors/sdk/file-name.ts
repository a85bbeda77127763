import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** What the file system takes for a path: bytes where no text gives them. */
export type FilePath = string | Buffer;

/** A file under the name that people read, and under the one that finds it. */
export type NamedFile = { readonly name: string; readonly path: string; readonly at: FilePath };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** What Node puts in the place of bytes that are no UTF-8. */
const replaced = '\uFFFD';

/** The file of a path that is text. */
export function namedFile(file: string): NamedFile {
  return { name: path.basename(file), path: file, at: file };
}

/**
 * The file of an entry as `readdir` gives it with `encoding: 'buffer'`. On Unix a name is bytes: partners whose systems
 * write Latin-1 leave names that are no UTF-8, and as text they would find nothing. Such a byte is shown as `%DF`.
 */
export function fileIn(folder: string | NamedFile, entry: Buffer): NamedFile {
  const { path: shownFolder, at: folderAt } = typeof folder === 'string' ? namedFile(folder) : folder;
  const name = textOf(entry);
  if (name !== null && typeof folderAt === 'string') return namedFile(path.join(folderAt, name));
  const shown = name ?? entry.toString('latin1').replaceAll(/[^\x20-\x7e]/g, escaped);
  const at = Buffer.concat([Buffer.from(folderAt), Buffer.from(path.sep), entry]);
  return { name: shown, path: path.join(shownFolder, shown), at };
}

/** What a command line meant: it gives a name that is no UTF-8 with the bytes lost, so the folder above is asked for them. */
export async function fileMeant(given: string): Promise<NamedFile> {
  const file = namedFile(given);
  if (!file.name.includes(replaced)) return file;
  const folder = path.dirname(given);
  const entries = await readdir(folder, { encoding: 'buffer' }).catch(() => []);
  const alike = entries.filter((entry) => entry.toString() === file.name);
  const [only] = alike;
  return only !== undefined && alike.length === 1 ? fileIn(folder, only) : file;
}

function textOf(name: Buffer): string | null {
  try {
    return utf8.decode(name);
  } catch {
    return null;
  }
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
