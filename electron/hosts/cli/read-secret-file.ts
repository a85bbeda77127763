import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CommandError } from './fail.ts';

/** JSON from a file or, for `-`, from standard input; null where it is none. Never from the command line, and never repeated. */
export async function readSecretFile(source: string): Promise<unknown> {
  let content: string;
  try {
    content = source === '-' ? await text(process.stdin) : readFileSync(source, 'utf8');
  } catch (cause) {
    throw new CommandError(`${source} cannot be read.`, {
      exitCode: 2,
      next: 'Check the path and its permissions.',
      cause,
    });
  }
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
