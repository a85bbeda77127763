import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionTest } from '#shared/model/connection.ts';
import { runChecks } from '../sdk/checks.ts';
import { folderError } from './folder-error.ts';
import { look } from './look.ts';
import { makeFolder } from './make-folder.ts';
import type { Folders } from './connection-settings.ts';

async function tryToWrite(folder: string): Promise<void> {
  const probe = path.join(folder, '.gridline-test');
  try {
    await writeFile(probe, '');
    await rm(probe, { force: true });
  } catch (error) {
    throw folderError(error, `The folder ${folder}`, 'be written');
  }
}

/** Whether the folder is there, and whether files can be read and moved. */
export function checkFolders(folders: () => Folders): Promise<ConnectionTest> {
  const usable = (key: 'processed' | 'rejected') => async () => {
    const folder = folders()[key];
    await makeFolder(folder).catch((error: unknown) => {
      throw folderError(error, `The folder ${folder}`, 'be made');
    });
    await tryToWrite(folder);
    return folder;
  };
  return runChecks([
    {
      name: 'Folder can be read',
      needed: true,
      async run() {
        const { folder } = folders();
        const { files } = await look(folder);
        return files.length === 1 ? `1 file is waiting in ${folder}` : `${files.length} files are waiting in ${folder}`;
      },
    },
    {
      name: 'Folder can be written',
      needed: true,
      async run() {
        const { folder } = folders();
        await tryToWrite(folder);
        return 'Files can be moved away once they are read';
      },
    },
    { name: 'Folder for read files', run: usable('processed') },
    { name: 'Folder for unreadable files', run: usable('rejected') },
  ]);
}
