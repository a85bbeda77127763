import { ORPCError } from '@orpc/client';
import { z } from 'zod';
import { sentence } from '#shared/lib/sentence.ts';
import { errorWords, reportIt } from '../lib/error-words.ts';
import { faultSchema } from '#shared/contract/errors.ts';
import { CommandError } from './fail.ts';

export type ExplainedError = {
  readonly code: string;
  readonly message: string;
  readonly next: string | null;
  readonly exitCode: 1 | 2;
};

const nextSchema = z.object({ next: z.string().nullable() });
const expectedSchema = faultSchema.extend({ others: z.array(faultSchema).default([]) });

/** Any failure in words for the terminal. Usage mistakes (a bad filter, a bad value) exit with 2. */
export function explainError(error: unknown): ExplainedError {
  if (error instanceof CommandError) {
    return {
      code: error.exitCode === 2 ? 'USAGE' : 'FAILED',
      message: error.message,
      next: error.next,
      exitCode: error.exitCode,
    };
  }
  if (error instanceof ORPCError) {
    const code = String(error.code);
    const next = nextSchema.safeParse(error.data);
    const expected = expectedSchema.safeParse(error.data);
    const usage = code === 'BAD_FILTER' || code === 'BAD_INPUT' || code === 'BAD_REQUEST';
    return {
      code,
      message: expected.success
        ? [expected.data, ...expected.data.others].map(sayExpected).join(' ')
        : code === 'INTERNAL_SERVER_ERROR'
          ? 'There is a fault in Gridline itself.'
          : sentence(error.message),
      next: next.success ? next.data.next : code === 'INTERNAL_SERVER_ERROR' ? reportIt : null,
      exitCode: usage ? 2 : 1,
    };
  }
  return { ...errorWords(error), exitCode: 1 };
}

function sayExpected({ field, expected, got }: z.infer<typeof faultSchema>): string {
  return `${field}: expected ${expected}, got ${got === '' ? 'nothing' : got}.`;
}
