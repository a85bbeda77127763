import type { Seen } from './look.ts';
import { lookAt, sameLook } from './look.ts';
import type { Filed, Memory } from './memory.ts';
import { moveAway } from './move.ts';
import type { ConnectorContext } from '../connection.ts';
import { namedFile } from '../sdk/file-name.ts';

/**
 * Looks at the files that were filed not long ago and puts those back into the folder that somebody has written on since:
 * who had the file open goes on writing wherever it was moved. Nothing here stops the others.
 */
export async function bringBackChanged(context: ConnectorContext, memory: Memory, folder: string): Promise<void> {
  for (const filed of memory.filed()) {
    try {
      const now = await lookAt(namedFile(filed.path));
      if (now === null) memory.forgetFiled(filed.path);
      // Emptied, by a program that clears up: nothing in it waits to be read.
      else if (now.size === 0 || sameLook(now, filed)) continue;
      else await bringBack(context, memory, folder, filed, now);
    } catch (error) {
      context.log('debug', 'A filed file could not be looked at', { file: filed.path, error: String(error) });
    }
  }
}

async function bringBack(
  context: ConnectorContext,
  memory: Memory,
  folder: string,
  filed: Filed,
  now: Seen,
): Promise<void> {
  const target = await moveAway({ ...now, name: filed.name }, folder, context.clock.now());
  const back = target === null ? null : await lookAt(namedFile(target));
  if (back === null) return;
  context.log('info', 'A file was written on after it had been read; it is read again', { file: filed.name });
  memory.broughtBack(filed, back);
}
