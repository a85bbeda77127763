import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HostError } from '#core/ports.ts';

const fileSchema = z.object({ proxy: z.string().min(1) });

/**
 * What a person chose about the proxy, in `network.json` of the data folder: an address, or `none`. It belongs to this
 * computer, not to the data: a backup that is restored on another computer must not bring it along. No password is in it.
 */
export function readProxyFile(dataFolder: string): string | null {
  const path = join(dataFolder, 'network.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const parsed = fileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.proxy;
  throw new HostError(
    `${path} is damaged, so it is not known which proxy to use.`,
    'Choose again: gridline proxy auto',
  );
}

/** Null forgets the choice. */
export function writeProxyFile(dataFolder: string, proxy: string | null): void {
  const path = join(dataFolder, 'network.json');
  if (proxy === null) return rmSync(path, { force: true });
  rmSync(`${path}.new`, { force: true });
  writeFileSync(`${path}.new`, `${JSON.stringify({ proxy })}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
