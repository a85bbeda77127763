import { createInterface } from 'node:readline/promises';
import { printable } from '../lib/printable.ts';

/** Asks a person at the terminal; null where there is none to ask. */
export async function confirm(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(`${printable(question)} [y/N] `)).trim());
  } finally {
    asking.close();
  }
}
