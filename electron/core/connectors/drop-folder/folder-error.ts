import { ConnectorError } from '../sdk/error.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

export function alreadyThere(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

/** Troubles of a drive or of another program's lock, which end by themselves. */
const passing: ReadonlySet<string> = new Set([
  'EAGAIN',
  'EBUSY',
  'EIO',
  'EINTR',
  'EMFILE',
  'ENFILE',
  'ESTALE',
  'ETIMEDOUT',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTCONN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ECONNRESET',
  'ECONNABORTED',
]);

export function isPassing(error: unknown): boolean {
  const code = codeOf(error instanceof ConnectorError ? error.cause : error);
  // Windows refuses what another program has open as if it were not allowed.
  return passing.has(code) || (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES'));
}

export function isNameTooLong(error: unknown): boolean {
  return codeOf(error) === 'ENAMETOOLONG';
}

/** The same, to be tried again after so many milliseconds. */
export function withRetry(error: ConnectorError, retryAfterMs: number): ConnectorError {
  const { kind, code, message, next, cause } = error;
  return new ConnectorError(kind, code, message, { next, retryAfterMs, cause });
}

/** For a folder that was there at the last look: a drive that is away for a moment. */
export function folderAway(folder: string, cause: unknown): ConnectorError {
  return new ConnectorError(
    'unavailable',
    'drop-folder.away',
    `The folder ${folder} was there before and can’t be found now.`,
    {
      next: 'Gridline keeps looking for it. If it is on a network drive, check that the drive is connected.',
      cause,
    },
  );
}

/** A file system's error as one for people: `what` says what was tried, such as `be read`. */
export function folderError(error: unknown, place: string, what: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const options = (next: string) => ({ next, cause: error });
  switch (codeOf(error)) {
    case 'ENOENT':
      return new ConnectorError(
        'set-up',
        'drop-folder.missing',
        `${place} doesn’t exist.`,
        options('Create the folder, or choose another on the connections screen.'),
      );
    case 'EEXIST':
      return new ConnectorError(
        'set-up',
        'drop-folder.in-the-way',
        `${place} can’t ${what}: a file of that name is in the way.`,
        options('Move that file away, or choose another folder on the connections screen.'),
      );
    case 'ENOTDIR':
      return new ConnectorError(
        'set-up',
        'drop-folder.not-a-folder',
        `${place} is not a folder.`,
        options('Choose a folder on the connections screen.'),
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ConnectorError(
        'set-up',
        'drop-folder.not-allowed',
        `${place} can’t ${what}: permission denied.`,
        options('Give your user the right to read and write there.'),
      );
    case 'EBUSY':
    case 'EAGAIN':
      return new ConnectorError(
        'unavailable',
        'drop-folder.locked',
        `${place} can’t ${what}: another program has it open.`,
        options('Gridline will retry automatically. If this persists, close the program that holds it.'),
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new ConnectorError(
        'unavailable',
        'drop-folder.disk-full',
        `${place} can’t ${what}: the disk is full.`,
        options('Free some space.'),
      );
    default:
      return new ConnectorError(
        'unavailable',
        'drop-folder.failed',
        `${place} can’t ${what}: ${error instanceof Error ? error.message : String(error)}.`,
        options('Check the folder and the drive it is on.'),
      );
  }
}
