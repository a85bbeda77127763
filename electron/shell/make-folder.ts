import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolders } from '#shared/lib/make-folders.ts';

/** Makes a folder that only this user may look into, and those that it lies in. */
export function makeFolder(folder: string): void {
  makeFolders(folder, {
    parent: dirname,
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
    make: (one) => mkdirSync(one, { mode: 0o700 }),
  });
}
