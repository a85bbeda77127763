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
        options('Make the folder, or choose another on the connections screen.'),
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
    case 'ENOSPC':
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
