/** Milliseconds to wait before try number `attempt` (from 0): 250 ms doubling to 8 s, spread by up to a quarter. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(8_000, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(base * (0.75 + random() * 0.5));
}
