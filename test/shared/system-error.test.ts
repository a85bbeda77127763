import { expect, test } from 'vitest';
import { systemErrorWords } from '#shared/lib/system-error.ts';

const copying = (code: string) =>
  systemErrorWords(Object.assign(new Error('x'), { code, syscall: 'copyfile', path: '/from.db', dest: '/to.db' }));

test('Where the system does not say which of two files it means, both are named; where only one can be meant, that one.', () => {
  expect(['EACCES', 'EPERM', 'ENOENT', 'EIO'].map((code) => copying(code)?.message)).toEqual([
    'Your user account may not use /from.db or /to.db.',
    'Your user account may not use /from.db or /to.db.',
    'There is nothing at /from.db or /to.db.',
    'The disk failed at /from.db or /to.db.',
  ]);
  expect(['ENOSPC', 'EEXIST', 'EROFS', 'ENAMETOOLONG'].map((code) => copying(code)?.message)).toEqual([
    'The disk is full: /to.db could not be written.',
    'Something is in the way at /to.db.',
    "/to.db is on a disk that can't be written.",
    'The name /to.db is too long for this disk.',
  ]);
});
