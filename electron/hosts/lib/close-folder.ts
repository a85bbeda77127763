import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeToOthers } from '#core/index.ts';

/** What Gridline itself puts into a data folder. What else lies there is somebody's, and stays as it is. */
const ours = /^(gridline|sandbox)\.db|^(owner|vault|desk)\.|^before-restore-|^sandbox-files$|^logs$|^network\.json$/;

/** Closes our own files to other users of this computer, also those that an earlier version or another program left open. */
export function closeOwnFiles(dataFolder: string): void {
  for (const name of readdirSync(dataFolder)) if (ours.test(name)) closeToOthers(join(dataFolder, name));
}
