import { basename, dirname } from 'node:path';
import { systemErrorWords } from '#shared/lib/system-error.ts';

export type StoreErrorCode =
  | 'newer'
  | 'older'
  | 'outdated'
  | 'foreign'
  | 'corrupt'
  | 'not-a-database'
  | 'read-only'
  | 'full'
  | 'busy'
  | 'io'
  | 'missing'
  | 'too-large'
  | 'cancelled';

/** What went wrong with the database file, in words for the person who must act. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** What to do next. */
  readonly next: string;

  constructor(code: StoreErrorCode, message: string, next: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.next = next;
  }
}

/** The way out of a damaged file. The folder is named: without it the command means the usual one. */
function restoreAdvice(path: string): string {
  const folder = dirname(path);
  return (
    `Close Gridline and put a backup in its place: gridline restore FILE --data "${folder}". ` +
    `Without a backup, move ${basename(path)} and the files that begin with its name out of ${folder}: the feeds will fill a new one.`
  );
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

/** `what` goes on where `is damaged` ends. */
export function damagedError(path: string, what: string, cause?: unknown): StoreError {
  return new StoreError('corrupt', `The database ${path} is damaged ${what}.`, restoreAdvice(path), cause);
}

/** SQLite's failure as ours; anything that is not about the file comes back unchanged, because it is a bug. */
export function toStoreError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  // No file of its own: what fails there while another database is read is about that one.
  if (code === null || path === ':memory:') return error;
  if (code === 'SQLITE_NOTADB') {
    return new StoreError(
      'not-a-database',
      `${path} is not a Gridline database.`,
      `If it was one, its beginning is damaged. ${restoreAdvice(path)} If not, choose another data folder.`,
      error,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT')) return damagedError(path, "and can't be read", error);
  if (code.startsWith('SQLITE_READONLY')) {
    return new StoreError(
      'read-only',
      `The database ${path} can't be written.`,
      'Check the rights of the file and its folder.',
      error,
    );
  }
  if (code === 'SQLITE_FULL') {
    return new StoreError(
      'full',
      `The disk is full: nothing could be saved in ${path}.`,
      'Free some space and try again.',
      error,
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreError('busy', `Another program holds the database ${path}.`, 'Close it and try again.', error);
  }
  if (code.startsWith('SQLITE_CANTOPEN')) {
    return new StoreError(
      'missing',
      `The database ${path} can't be opened.`,
      'Check that the folder exists and can be written.',
      error,
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new StoreError(
      'io',
      `The disk failed while ${path} was in use.`,
      'Check the disk, then start again.',
      error,
    );
  }
  return error;
}

const systemCodes: Readonly<Record<string, StoreErrorCode>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** A failure of the operating system around a database file as ours; null where it is none. */
export function systemStoreError(error: unknown, what = ''): StoreError | null {
  const words = systemErrorWords(error);
  if (words === null) return null;
  const code = error instanceof Error && 'code' in error ? systemCodes[String(error.code)] : undefined;
  return new StoreError(code ?? 'io', `${what}${words.message}`, words.next, error);
}
