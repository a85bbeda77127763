import path from 'node:path';
import { ConnectorError } from '../sdk/error.ts';

export type Folders = { readonly folder: string; readonly processed: string; readonly rejected: string };

/** The three folders, absolute. Throws `set-up` where files would be read again from where they were put. */
export function readFolders(settings: Readonly<Record<string, string>>): Folders {
  const given = (key: string) => (settings[key] ?? '').trim();
  if (given('folder') === '') {
    throw new ConnectorError('set-up', 'drop-folder.no-folder', 'No folder is set.', {
      next: 'Choose a folder on the connections screen.',
    });
  }
  const folder = path.resolve(given('folder'));
  const inside = (key: string, name: string) =>
    given(key) === '' ? path.join(folder, name) : path.resolve(given(key));
  const folders = {
    folder,
    processed: inside('processedFolder', 'processed'),
    rejected: inside('rejectedFolder', 'rejected'),
  };
  if (folders.processed === folder || folders.rejected === folder) {
    throw new ConnectorError(
      'set-up',
      'drop-folder.same-folder',
      'Files that were read would be put back into the folder they came from.',
      { next: 'Choose other folders for read and unreadable files.' },
    );
  }
  return folders;
}
