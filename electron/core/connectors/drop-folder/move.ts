import { constants, copyFile, link, mkdir, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { alreadyThere, folderError } from './folder-error.ts';
import { lookAt, sameLook, type Seen } from './look.ts';

const mostNames = 10_000;

/** `order.edi`, `order-1.edi`, `order-2.edi`, ... */
function numbered(name: string, count: number): string {
  if (count === 0) return name;
  const extension = path.extname(name);
  return `${name.slice(0, name.length - extension.length)}-${count}${extension}`;
}

/** Puts a second name on the file, or a copy where the target is on another drive. Throws `EEXIST` rather than overwrite. */
async function place(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (alreadyThere(error)) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

/**
 * Moves a file under its own or a free name; nothing is ever overwritten. A file that has changed since `seen` stays:
 * it holds something that was not read. Gives the new path, or null where it stayed. Throws `ConnectorError`.
 */
export async function moveAway(seen: Seen, folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
    if (!sameLook(await lookAt(seen.path), seen)) return null;
    for (let count = 0; count < mostNames; count++) {
      const target = path.join(folder, numbered(seen.name, count));
      try {
        await place(seen.path, target);
      } catch (error) {
        if (alreadyThere(error)) continue;
        throw error;
      }
      await unlink(seen.path);
      return target;
    }
    throw new Error(`${folder} holds too many files called ${seen.name}`);
  } catch (error) {
    throw folderError(error, `The file ${seen.path}`, `be moved to ${folder}`);
  }
}

/** Writes down why beside a rejected file. Not being able to is no reason to stop. */
export async function writeReason(target: string, reason: string): Promise<void> {
  await writeFile(`${target}.reason.txt`, `${reason}\n`, { flag: 'wx' }).catch(() => undefined);
}
