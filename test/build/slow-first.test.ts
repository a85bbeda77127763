import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#build/lib/run.ts';
import { slow } from '#build/lib/slow-first.ts';

test('every test that is said to be slow is there', () => {
  expect(slow.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
