import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ImportedFile, NotImported } from '#shared/contract/schemas/file.ts';
import { systemErrorWords } from '#shared/lib/system-error.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Control } from '#shared/model/edi/edi.ts';
import { neverEdi } from '../documents/appearance.ts';
import { BadInputError } from '../failure.ts';
import { fileIn, fileMeant, type NamedFile } from '../connectors/sdk/file-name.ts';
import { type IntakeDeps, type IntakeResult, refuseTooLarge, takeFile } from './take-file.ts';

type ImportDeps = IntakeDeps & { readonly now: () => Millis };

/** Where a remark about the whole acknowledgement belongs among the places that an acknowledgement names. */
function aboutWhat({ set, group }: Control): 'set' | 'group' | 'interchange' {
  return set !== null ? 'set' : group !== null ? 'group' : 'interchange';
}

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
      errors: errors.map((error) => ({
        ...error,
        level: error.level === 'acknowledgement' ? aboutWhat(answers.control) : error.level,
      })),
    })),
    findings: ediFile.findings.map(({ code, message, offset }) => ({ code, message, offset })),
    issues: [...issueIds],
  };
}

/** A picture that somebody took along by mistake is told to them, and nothing that anybody has to see to. */
function notEdi(name: string, kind: string): ImportedFile {
  const message = `Not an EDI file (${kind}).`;
  return {
    path: name,
    syntax: 'unknown',
    duplicate: false,
    documents: [],
    acknowledgements: [],
    findings: [{ code: 'not-edi', message, offset: 0 }],
    issues: [],
  };
}

async function importOne(
  deps: ImportDeps,
  shown: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<ImportedFile> {
  const kind = neverEdi(bytes);
  if (kind !== null) return notEdi(shown, kind);
  return toImportedFile(shown, await takeFile(deps, { name, bytes, receivedAt: deps.now() }));
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

/** A file to read. One of a folder may fail alone; one that was named itself may not. */
type Wanted = NamedFile & { readonly ofFolder: boolean };

/** The files meant: a folder stands for those directly in it, by name, without hidden ones. */
async function filesOf(given: string): Promise<readonly Wanted[]> {
  const full = await fileMeant(path.resolve(given));
  const found = await attempt(given, () => stat(full.at));
  if (found.isFile()) {
    refuseTooLarge(given, found.size);
    return [{ ...full, ofFolder: false }];
  }
  if (!found.isDirectory()) throw new BadInputError(given, 'a file or a folder', 'something else');
  const entries = await attempt(given, () => readdir(full.at, { withFileTypes: true, encoding: 'buffer' }));
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => ({ ...fileIn(full, entry.name), ofFolder: true }))
    .filter(({ name }) => !name.startsWith('.'))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

type Imported = { readonly files: readonly ImportedFile[]; readonly notRead: readonly NotImported[] };

/**
 * Reads files from disk. Every path is looked at before the first one is taken: throws `BadInputError` naming the bad
 * one. Of a folder, a file that can't be read costs only itself and is named in the result.
 */
export async function importPaths(deps: ImportDeps, paths: readonly string[]): Promise<Imported> {
  const wanted = new Map<string, Wanted>();
  for (const given of paths) {
    for (const file of await filesOf(given)) if (wanted.get(file.path)?.ofFolder !== false) wanted.set(file.path, file);
  }
  const files: ImportedFile[] = [];
  const notRead: NotImported[] = [];
  for (const file of wanted.values()) {
    try {
      refuseTooLarge(file.path, (await attempt(file.path, () => stat(file.at))).size);
      const bytes = await attempt(file.path, () => readFile(file.at));
      files.push(await importOne(deps, file.path, { name: file.name, bytes }));
    } catch (error) {
      if (!file.ofFolder || !(error instanceof BadInputError)) throw error;
      notRead.push({ path: file.path, reason: `Expected ${error.expected}, got ${error.got}.` });
    }
  }
  return { files, notRead };
}

/** The same for files that are in memory already. */
export async function importFiles(
  deps: ImportDeps,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<ImportedFile[]> {
  const imported: ImportedFile[] = [];
  for (const { name, bytes } of files) {
    imported.push(await importOne(deps, name, { name, bytes }));
  }
  return imported;
}
