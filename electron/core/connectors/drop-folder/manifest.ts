import { minute, second } from '#shared/lib/time.ts';
import type { ManifestSketch } from '../define-connector.ts';

export const manifest = {
  id: 'drop-folder',
  name: 'Drop folder',
  summary:
    'Reads EDI files that other programs put in a folder: acknowledgements, receipts and the documents they answer.',
  settings: [
    {
      key: 'folder',
      label: 'Folder',
      help: 'The whole path of the folder to watch. Files in its subfolders are left alone.',
      type: 'folder',
      default: null,
    },
    {
      key: 'processedFolder',
      label: 'Folder for read files',
      help: 'Where files go once they are read. Empty uses "processed" inside the folder.',
      type: 'folder',
      default: '',
      advanced: true,
    },
    {
      key: 'rejectedFolder',
      label: 'Folder for unreadable files',
      help: 'Where files go that can’t be read, with the reason beside them. Empty uses "rejected" inside the folder.',
      type: 'folder',
      default: '',
      advanced: true,
    },
  ],
  feeds: [{ id: 'files', name: 'Files', everyMs: 5 * second, staleAfterMs: 2 * minute }],
} as const satisfies ManifestSketch;
