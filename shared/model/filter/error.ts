/** A filter that could not be understood. `position` counts characters from 0. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  readonly position: number;
  /** What would have made sense there: `a time such as 2h`. */
  readonly expected: string;
  /** What stands there instead. */
  readonly got: string;

  constructor(position: number, expected: string, got: string) {
    super(`At character ${position + 1}: expected ${expected}, got ${got}`);
    this.position = position;
    this.expected = expected;
    this.got = got;
  }
}
