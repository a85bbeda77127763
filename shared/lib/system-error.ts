/** What an operating system's error means, and what to do. `what` is the file or folder it is about, in quotes, or a general word. */
const meanings: Readonly<Record<string, (what: string) => readonly [message: string, next: string]>> = {
  EACCES: (what) => [`Your user account may not use ${what}.`, 'Check the rights of the file and of its folder.'],
  EPERM: (what) => [`Your user account may not use ${what}.`, 'Check the rights of the file and of its folder.'],
  EROFS: (what) => [`${what} is on a disk that can't be written.`, 'Choose a place that can be written.'],
  ENOENT: (what) => [`There is nothing at ${what}.`, 'Check the path; its folder must exist.'],
  ENOTDIR: (what) => [`A part of the path of ${what} is a file, not a folder.`, 'Check the path.'],
  EISDIR: (what) => [`${what} is a folder, and a file is needed.`, 'Name a file.'],
  EEXIST: (what) => [`Something is in the way at ${what}.`, 'Move it away, or choose another name.'],
  ENOTEMPTY: (what) => [`The folder ${what} is not empty.`, 'Empty it, or choose another one.'],
  ENAMETOOLONG: (what) => [`The name ${what} is too long for this disk.`, 'Choose a shorter one.'],
  ELOOP: (what) => [`The links at ${what} lead in a circle.`, 'Name the file itself.'],
  ENOSPC: (what) => [`The disk is full: ${what} could not be written.`, 'Free some space and try again.'],
  EDQUOT: (what) => [`Your share of the disk is used up: ${what} could not be written.`, 'Free some space, try again.'],
  EFBIG: (what) => [`${what} would be too large for this disk.`, 'Choose another disk.'],
  EIO: (what) => [`The disk failed at ${what}.`, 'Check the disk, then try again.'],
  EBUSY: (what) => [`Another program holds ${what}.`, 'Close it and try again.'],
  EMFILE: () => ['Too many files are open.', 'Close other programs, then try again.'],
  ENFILE: () => ['Too many files are open on this computer.', 'Close other programs, then try again.'],
  ENOMEM: () => ['The computer is out of memory.', 'Close other programs, then try again.'],
  EADDRINUSE: (what) => [`Another program uses ${what} already.`, 'Close it, or choose another port.'],
  ERR_INVALID_ARG_VALUE: () => ['That is no path: it holds a character that none can have.', 'Correct the path.'],
};

const aboutTarget: ReadonlySet<string> = new Set([
  'EROFS',
  'EISDIR',
  'EEXIST',
  'ENOTEMPTY',
  'ENAMETOOLONG',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
]);

/** A failure of the operating system (a file, a folder, a port) in words; null where the error is something else. */
export function systemErrorWords(error: unknown): { readonly message: string; readonly next: string } | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const meaning = meanings[error.code];
  if (meaning === undefined) return null;
  const [message, next] = meaning(whatOf(error));
  return { message: message.charAt(0).toUpperCase() + message.slice(1), next };
}

function whatOf(error: Error): string {
  if ('port' in error && typeof error.port === 'number') return `port ${error.port}`;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null;
  const target = 'dest' in error && typeof error.dest === 'string' ? error.dest : null;
  if (path === null || target === null) return target ?? path ?? 'the file';
  // Of a copy or a move the system does not say which of the two it means; these can only be about the new name.
  return 'code' in error && aboutTarget.has(String(error.code)) ? target : `${path} or ${target}`;
}
