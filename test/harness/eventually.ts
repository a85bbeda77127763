import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `look` finds something (neither null, undefined nor false) and gives it back; fails after the deadline. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  what: string,
  deadline = 30_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + deadline;
  let problem: unknown = null;
  for (;;) {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found as NonNullable<Exclude<T, false>>;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${deadline} ms in vain until ${what}.`, { cause: problem });
    await delay(20);
  }
}
