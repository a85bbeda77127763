import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';

/**
 * Makes sure that a file exists and that nobody but its user may open it (0600). A file of another user is left as it is.
 * Windows keeps rights elsewhere: there a file has those of its folder, and a user's own folders are closed to others.
 */
export function keepPrivate(path: string): void {
  if (existsSync(path)) closeToOthers(path);
  else closeSync(openSync(path, 'a', 0o600));
}

/** The same for a file or folder that may not be there. */
export function closeToOthers(path: string): void {
  if (process.platform === 'win32') return;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.mode & 0o077) === 0 || found.uid !== process.getuid?.()) return;
  try {
    chmodSync(path, found.isDirectory() ? 0o700 : 0o600);
  } catch {
    // A disk without rights, such as a memory stick. Whoever asks about the folder is told that it is open.
  }
}

/** True where other users of this computer may look into a folder, or change it. */
export function isOpenToOthers(folder: string): boolean {
  return process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;
}
