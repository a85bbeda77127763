import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolders } from '#shared/lib/make-folders.ts';

/** A disk with these folders; `make` says what becomes of a wish for another. */
const disk = (there: Set<string>, make: (folder: string) => void) => ({
  parent: (folder: string) => posix.dirname(folder),
  isFolder: (path: string) => there.has(path),
  make,
});

test('What is missing is made from the outside in, and a folder that somebody else made meanwhile is taken.', () => {
  const there = new Set(['/']);
  const made: string[] = [];
  makeFolders(
    '/a/b/c',
    disk(there, (folder) => {
      made.push(folder);
      there.add(folder);
      if (folder === '/a/b') throw new Error('EEXIST');
    }),
  );
  expect(made).toEqual(['/a', '/a/b', '/a/b/c']);
});

test.each([['/'], ['/a'], ['']])('Where nothing can be made, there is one try and its error: below "%s".', (root) => {
  let tries = 0;
  const refuse = () => {
    tries++;
    throw new Error('ENOENT');
  };
  expect(() => makeFolders(`${root}/x/y`, disk(new Set([root]), refuse))).toThrow('ENOENT');
  expect(tries).toBe(1);
});
