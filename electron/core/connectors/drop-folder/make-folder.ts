import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ConnectorError } from '../sdk/error.ts';
import { isMissing } from './folder-error.ts';

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );

/**
 * Makes a folder and those that it lies in, one by one: Node's own way to do that tries again for ever where a folder is
 * there and takes no new ones. Others may read what lies in it, and only this user may change it.
 * Throws what the file system says, and `ConnectorError` where that would say the wrong thing.
 */
export async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let at = folder; !(await isFolder(at)); at = path.dirname(at)) {
    missing.unshift(at);
    if (path.dirname(at) === at) break;
  }
  for (const one of missing) {
    try {
      await mkdir(one, { mode: 0o755 });
    } catch (error) {
      // Another program was quicker.
      if (await isFolder(one)) continue;
      if (isMissing(error)) throw noneCanBeMade(folder, path.dirname(one), error);
      throw error;
    }
  }
}

function noneCanBeMade(folder: string, around: string, cause: unknown): ConnectorError {
  return new ConnectorError(
    'set-up',
    'drop-folder.no-place',
    `The folder ${folder} can’t be made: no folder can be made in ${around}.`,
    { next: 'Choose another folder on the connections screen.', cause },
  );
}
