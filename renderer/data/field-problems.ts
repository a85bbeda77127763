import { ORPCError } from '@orpc/client';

/** One field that was refused, and what would be right. An empty `field`: it is about none. */
export type FieldProblem = { readonly field: string; readonly words: string };

/** Every field that was refused, in the order it was told; none where the failure is about something else. */
export function fieldProblemsOf(error: unknown): readonly FieldProblem[] {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_INPUT') return [];
  const others: unknown = at(error.data, 'others');
  return [error.data, ...(Array.isArray(others) ? others : [])].flatMap((fault: unknown) => problemOf(fault) ?? []);
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function problemOf(fault: unknown): FieldProblem | null {
  const [field, expected, got, next] = [at(fault, 'field'), at(fault, 'expected'), at(fault, 'got'), at(fault, 'next')];
  if (typeof field !== 'string' || typeof expected !== 'string' || typeof got !== 'string') return null;
  // Where nothing was given, there is nothing to quote.
  const found = got === '' || got === 'nothing' ? `Enter ${expected}.` : `Expected ${expected}, got “${got}”.`;
  return { field, words: typeof next === 'string' ? `${found} ${next}` : found };
}
