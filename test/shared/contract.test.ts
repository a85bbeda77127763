import { expect, test } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { takesLong } from '#shared/contract/procedure.ts';

test('The contract says which calls may take minutes; a caller gives up on all others.', () => {
  expect(takesLong(contract, ['system', 'live'])).toBe(true);
  expect(takesLong(contract, ['connections', 'signIn'])).toBe(true);
  expect(takesLong(contract, ['settings', 'set'])).toBe(true);
  expect(takesLong(contract, ['settings', 'get'])).toBe(false);
  expect(takesLong(contract, ['issues', 'list'])).toBe(false);
  expect(takesLong(contract, ['nothing', 'such'])).toBe(false);
});
