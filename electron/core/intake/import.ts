import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportedFile } from '#shared/contract/schemas.ts';
import { systemErrorWords } from '#shared/lib/system-error.ts';
import type { Millis } from '#shared/lib/time.ts';
import { BadInputError } from '../failure.ts';
import { type IntakeDeps, type IntakeResult, refuseTooLarge, takeFile } from './take-file.ts';

type ImportDeps = IntakeDeps & { readonly now: () => Millis };

/** What the contract says of a file that was read. */
export function toImportedFile(name: string, { ediFile, duplicate, issueIds }: IntakeResult): ImportedFile {
  return {
    path: name,
    syntax: ediFile.syntax,
    duplicate,
    documents: ediFile.documents.map(({ type, number, sender, receiver, control }) => ({
      type,
      number,
      sender,
      receiver,
      control,
    })),
    acknowledgements: ediFile.acknowledgements.map(({ type, answers, status, errors }) => ({
      type,
      answers: { type: answers.type, number: answers.number, control: answers.control },
      status,
      errors: [...errors],
    })),
    findings: ediFile.findings.map(({ code, message, offset }) => ({ code, message, offset })),
    issues: [...issueIds],
  };
}

/** Why a path could not be read, in words for people. */
function why(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'nothing there';
  if (code === 'EACCES' || code === 'EPERM') return 'one that may not be read';
  return systemErrorWords(error)?.message ?? (error instanceof Error ? error.message : String(error));
}

async function attempt<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new BadInputError(file, 'a file or folder that can be read', why(error));
  }
}

/** The files meant: a folder stands for those directly in it, by name, without hidden ones. */
async function filesOf(given: string): Promise<readonly string[]> {
  const full = path.resolve(given);
  const found = await attempt(given, () => stat(full));
  if (found.isFile()) {
    refuseTooLarge(given, found.size);
    return [full];
  }
  if (!found.isDirectory()) throw new BadInputError(given, 'a file or a folder', 'something else');
  const entries = await attempt(given, () => readdir(full, { withFileTypes: true }));
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(full, entry.name))
    .toSorted();
  for (const file of files) refuseTooLarge(file, (await attempt(file, () => stat(file))).size);
  return files;
}

/** Reads files from disk. Every path is looked at before the first one is taken: throws `BadInputError` naming the bad one. */
export async function importPaths(deps: ImportDeps, paths: readonly string[]): Promise<ImportedFile[]> {
  const files = new Set<string>();
  for (const given of paths) for (const file of await filesOf(given)) files.add(file);
  const imported: ImportedFile[] = [];
  for (const file of files) {
    const bytes = await attempt(file, () => readFile(file));
    const taken = await takeFile(deps, { name: path.basename(file), bytes, receivedAt: deps.now() });
    imported.push(toImportedFile(file, taken));
  }
  return imported;
}

/** The same for files that are in memory already. */
export async function importFiles(
  deps: ImportDeps,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<ImportedFile[]> {
  const imported: ImportedFile[] = [];
  for (const { name, bytes } of files) {
    imported.push(toImportedFile(name, await takeFile(deps, { name, bytes, receivedAt: deps.now() })));
  }
  return imported;
}
