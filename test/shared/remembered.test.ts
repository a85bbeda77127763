import { expect, test } from 'vitest';
import { remembered } from '#shared/lib/remembered.ts';

test('A remembered function answers as the plain one does, reads a text it knows once, and never holds more than it may.', () => {
  const read: string[] = [];
  const known = remembered((text) => {
    read.push(text);
    return text === '' ? null : text.length;
  }, 2);
  expect(['a', 'bb', 'a', '', '', 'a', 'bb'].map(known)).toEqual([1, 2, 1, null, null, 1, 2]);
  expect(read).toEqual(['a', 'bb', '', 'a', 'bb']);
});
