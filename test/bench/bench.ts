/** One line of the bench: what was measured, against what in the same run, and whether the goal is met. */
export type BenchResult = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, in the same unit; null where the goal is absolute. */
  readonly floor: number | null;
  /** `value` to `floor`, larger is better for rates, smaller for times. */
  readonly ratio: number | null;
  readonly goal: string;
  readonly ok: boolean;
};

export type BenchOptions = {
  /** The sizes of the bar: slow. */
  readonly full: boolean;
  /** An empty folder for databases. */
  readonly folder: string;
};

export type Bench = (options: BenchOptions) => Promise<readonly BenchResult[]> | readonly BenchResult[];

export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The time that 95 of 100 stay under, in ms. */
export function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
}

export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
