export type StoreErrorCode =
  | 'newer'
  | 'older'
  | 'foreign'
  | 'corrupt'
  | 'not-a-database'
  | 'read-only'
  | 'full'
  | 'busy'
  | 'io'
  | 'missing'
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

const restore = 'Put a backup in its place, or move the file away: the feeds will fill a new one.';

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

/** SQLite's failure as ours; anything that is not about the file comes back unchanged, because it is a bug. */
export function toStoreError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  if (code === 'SQLITE_NOTADB') {
    return new StoreError(
      'not-a-database',
      `${path} is not a Gridline database.`,
      'Choose another data folder.',
      error,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new StoreError('corrupt', `The database ${path} is damaged and can't be read.`, restore, error);
  }
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
