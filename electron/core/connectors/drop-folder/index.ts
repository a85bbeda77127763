import { defineConnector } from '../define-connector.ts';
import { checkFolders } from './check.ts';
import { createFilesFeed } from './files-feed.ts';
import { manifest } from './manifest.ts';
import { readFolders } from './settings.ts';
import { createFolderWatch } from './watch.ts';

/** A folder that other programs drop EDI files in. */
export const dropFolder = defineConnector(manifest, (context) => {
  const watch = createFolderWatch(context);
  return {
    test: () => checkFolders(() => readFolders(context.settings)),
    feeds: { files: createFilesFeed(context, watch) },
    async close() {
      watch.close();
    },
  };
});
