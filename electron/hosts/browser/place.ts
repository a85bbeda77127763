import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '#core/ports.ts';
import { newToken } from '../lib/owner.ts';

const placePattern = /^[\w-]{43}$/;

/**
 * The path that the console is served under, such as `/F3kq…`: random, and kept in the data folder, so that a page that is open
 * finds its place again after a restart. Browsers send a cookie to every port of 127.0.0.1, but only to the path it was given
 * for: no other program on this machine is sent ours, since none can know the path.
 */
export function placeOf(dataFolder: string): string {
  const path = join(dataFolder, 'owner.place');
  const known = readKnown(path);
  if (known !== null) return `/${known}`;
  const made = newToken();
  try {
    writeFileSync(path, `${made}\n`, { mode: 0o600 });
  } catch (error) {
    throw new HostError(
      `${path} can't be written.`,
      'Check the rights of the folder and the free space of its disk, or choose another data folder with --data.',
      error,
    );
  }
  return `/${made}`;
}

/** Null where there is none, or what is there was not written by us: another is made. */
function readKnown(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return placePattern.test(text) ? text : null;
  } catch {
    return null;
  }
}
