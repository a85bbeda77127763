/** Ends a closed union: a case that was forgotten is a compile error, an impossible value a thrown bug. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
