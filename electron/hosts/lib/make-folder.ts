import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolders } from '#shared/lib/make-folders.ts';
import { HostError } from '#core/ports.ts';

/** Makes a folder that only this user may look into, and those that it lies in. Throws in words where it can't be. */
export function makeFolder(folder: string): void {
  makeFolders(folder, {
    parent: dirname,
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
    make(one) {
      try {
        mkdirSync(one, { mode: 0o700 });
      } catch (error) {
        // The folder around it is there, or was made just now.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
        const message = `The folder ${one} can't be made: no folder can be made in ${dirname(one)}.`;
        throw new HostError(message, 'Choose another data folder with --data.', error);
      }
    },
  });
}
