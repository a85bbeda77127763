import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Two files of this size at most: the one that is written and the one before. */
const mostBytes = 5 * 1024 * 1024;

/** What the core says, and why it ended, kept where a person can send it from. */
export type LogFile = {
  readonly path: string;
  append(text: string | Uint8Array): void;
};

/** `logs/gridline.log` in the data folder, for this user only. A log that can't be written stops nothing. */
export function openLogFile(dataFolder: string): LogFile {
  const folder = join(dataFolder, 'logs');
  const path = join(folder, 'gridline.log');
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return {
    path,
    append(text) {
      try {
        makeFolder(folder);
        if (bytes > mostBytes) {
          renameSync(path, `${path}.1`);
          bytes = 0;
        }
        appendFileSync(path, text, { mode: 0o600 });
        bytes += Buffer.byteLength(text);
      } catch {
        // The disk is full or away. The core says so itself where it matters.
      }
    },
  };
}
