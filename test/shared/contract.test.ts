import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { slowCalls } from '#shared/contract/slow-calls.ts';

const procedures = Object.entries(contract).flatMap(([area, calls]) =>
  Object.entries(calls).map(([name, call]) => ({ path: `${area}.${name}`, call })),
);

test('The names of the calls that may take minutes are those that the contract marks so; a caller gives up on all others.', () => {
  const marked = procedures
    .filter(({ call }) => isContractProcedure(call) && call['~orpc'].meta['takesLong'] === true)
    .map(({ path }) => path);
  expect(procedures.length).toBeGreaterThan(40);
  expect([...slowCalls].toSorted()).toEqual(marked.toSorted());
  expect(slowCalls.has('system.live')).toBe(true);
  expect(slowCalls.has('issues.list')).toBe(false);
});
