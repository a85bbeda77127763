import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { plans } from './plan.ts';
import { play } from './play.ts';

/** `TRUTH_RUNS=100000 TRUTH_SEED=7 npm test -- test/core/truth`: as many as one likes. */
const numRuns = Number(process.env['TRUTH_RUNS'] ?? 300);
const seed = Number(process.env['TRUTH_SEED'] ?? 20_261_126);

test('whatever is told, in any order, of what became of documents: the console says what is true', {
  timeout: 0,
}, async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      expect(judge(plan, await play(plan))).toEqual([]);
    }),
    { numRuns, seed, endOnFailure: false },
  );
});
