import { constants, copyFile, link, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Millis } from '#shared/lib/time.ts';
import type { FilePath } from '../sdk/file-name.ts';
import { alreadyThere, folderError, isMissing, isNameTooLong } from './folder-error.ts';
import { lookAt, sameLook, type Seen } from './look.ts';
import { makeFolder } from './make-folder.ts';

/** Names tried by number before the time goes into the name. */
const mostNumbers = 20;
/** Bytes that every file system takes for a name, less what a rejected file's reason adds to it. */
const longestName = 255 - '.reason.txt'.length;

/** `order.edi`, `order-1.edi`, ..., then `order-20261116T090000-21.edi`: a name for every day of a file that is called the same each day. */
function numbered(name: string, count: number, now: Millis): string {
  if (count === 0) return name;
  const stamp = new Date(now).toISOString().replaceAll(/[-:]|\..*/g, '');
  const suffix = count <= mostNumbers ? `-${count}` : `-${stamp}-${count}`;
  const extension = path.extname(name).slice(0, 40);
  const room = longestName - Buffer.byteLength(suffix + extension);
  return `${shortened(name.slice(0, name.length - extension.length), room)}${suffix}${extension}`;
}

/** At most so many bytes of UTF-8, and no half characters. */
function shortened(text: string, bytes: number): string {
  let short = text;
  while (Buffer.byteLength(short) > bytes) short = short.slice(0, -1);
  return short.toWellFormed();
}

/** Puts a second name on the file, or a copy where the target is on another drive. Throws `EEXIST` rather than overwrite. */
async function place(from: FilePath, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (alreadyThere(error) || isNameTooLong(error) || isMissing(error)) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

/** The file under its own or a free name in `folder`, beside the one it has. */
async function placeIn(seen: Seen, folder: string, now: Millis): Promise<string> {
  for (let count = 0; ; count += 1) {
    const target = path.join(folder, numbered(seen.name, count, now));
    try {
      await place(seen.at, target);
      return target;
    } catch (error) {
      // A name of this length has room for a number only when it is cut.
      if (!alreadyThere(error) && !(isNameTooLong(error) && count === 0)) throw error;
    }
  }
}

/**
 * Moves a file under its own or a free name; nothing is ever overwritten. A file that has changed since `seen`, or while
 * it was moved, stays: it holds something that was not read. Gives the new path, or null where it stayed or was taken
 * away by somebody else. Throws `ConnectorError`; nothing was moved then.
 */
export async function moveAway(seen: Seen, folder: string, now: Millis): Promise<string | null> {
  try {
    await makeFolder(folder);
    if (!sameLook(await lookAt(seen), seen)) return null;
    const target = await placeIn(seen, folder, now);
    const after = await lookAt(seen);
    if (after !== null && !sameLook(after, seen)) {
      await unlink(target);
      return null;
    }
    await takeName(seen.at, target);
    return target;
  } catch (error) {
    if (isMissing(error) && (await lookAt(seen).catch(() => seen)) === null) return null;
    throw folderError(error, `The file ${seen.path}`, `be moved to ${folder}`);
  }
}

/** Takes the old name off a file that has a new one. Where that fails, the new one goes: two names would be two files. */
async function takeName(old: FilePath, target: string): Promise<void> {
  try {
    await unlink(old);
  } catch (error) {
    // Gone already: then the new name is the only one.
    if (isMissing(error)) return;
    await unlink(target).catch(() => undefined);
    throw error;
  }
}

/** Writes down why beside a rejected file. Not being able to is no reason to stop. */
export async function writeReason(target: string, reason: string): Promise<void> {
  await writeFile(`${target}.reason.txt`, `${reason}\n`, { flag: 'wx' }).catch(() => undefined);
}
