import { defineConnector } from '../define-connector.ts';
import { checkFolders } from './test-connection.ts';
import { createFilesFeed } from './files-feed.ts';
import { manifest } from './manifest.ts';
import { readFolders } from './connection-settings.ts';
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
