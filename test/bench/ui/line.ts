import { type BenchResult, p95, rounded } from '../bench.ts';

type Line = {
  readonly name: string;
  readonly times: readonly number[];
  /** The other grid's, where it can do the same. */
  readonly floor?: readonly number[];
  /** Milliseconds. */
  readonly goal: number;
};

/** One line of milliseconds, beside the other grid's. */
export function line({ name, times, floor, goal }: Line): BenchResult {
  const value = p95(times);
  const other = floor === undefined ? null : p95(floor);
  return {
    name: `ui: ${name}`,
    value: rounded(value),
    unit: 'ms p95',
    floor: other === null ? null : rounded(other),
    ratio: other === null || other === 0 ? null : rounded(value / other),
    goal: `<= ${goal} ms, of ${times.length}`,
    ok: value <= goal,
  };
}

/** Tasks that keep a page from hearing its person. */
export const longestTask = (where: string, longest: number, other: number | null): BenchResult => ({
  name: `ui: longest task, ${where}`,
  value: rounded(longest),
  unit: 'ms',
  floor: other === null ? null : rounded(other),
  ratio: null,
  goal: '<= 50 ms',
  ok: longest <= 50,
});

export const lateFrames = (where: string, late: number, other: number, frames: number): BenchResult => ({
  name: `ui: late frames, ${where}`,
  value: late,
  unit: `of ${frames}`,
  floor: other,
  ratio: other === 0 ? null : rounded(late / other),
  goal: 'no more than AG Grid',
  ok: late <= other,
});
