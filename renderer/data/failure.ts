import { ORPCError } from '@orpc/client';
import * as z from 'zod/mini';

/** A failed call, in words for the screen. */
export type Failure = {
  readonly code: string;
  readonly message: string;
  readonly next: string | null;
};

const withNext = z.object({ next: z.nullish(z.string()) });
const field = z.object({ field: z.string(), expected: z.string(), got: z.string(), next: z.nullish(z.string()) });
const filterProblem = z.object({ position: z.number(), expected: z.string(), got: z.string() });
export type FilterProblem = z.infer<typeof filterProblem>;

/** Where and why a filter was not understood; undefined when the failure is about something else. */
export function filterProblemOf(error: unknown): FilterProblem | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_FILTER') return undefined;
  return filterProblem.safeParse(error.data).data;
}

/** Which field was refused, what would be right and what to do next; undefined when the failure is about something else. */
export function fieldProblemOf(error: unknown): { readonly field: string; readonly words: string } | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_INPUT') return undefined;
  const data = field.safeParse(error.data).data;
  if (data === undefined) return undefined;
  // Where nothing was given, there is nothing to quote.
  const got = data.got === '' || data.got === 'nothing' ? '' : `, got "${data.got}"`;
  const found = `Expected ${data.expected}${got}.`;
  return { field: data.field, words: data.next === null || data.next === undefined ? found : `${found} ${data.next}` };
}

/** What the core says stands now, where a change was refused because somebody else had made one before; undefined for another failure. */
export function conflictOf(error: unknown): unknown {
  if (!(error instanceof ORPCError) || error.code !== 'CONFLICT') return undefined;
  return (error.data as { readonly now?: unknown }).now;
}

/** Ends with a full stop, whoever wrote it. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Errors that only a mistake in our own code throws. */
const mistakes = [TypeError, ReferenceError, RangeError, SyntaxError];

/** Whether a part of the page itself could not be loaded. */
export function isMissingPart(error: unknown): boolean {
  return (
    error instanceof Error && /imported module|module script failed|preload|a part of the page/.test(error.message)
  );
}

/** What failed and what to do about it, as one text. */
export function failureWords(error: unknown): string {
  const { message, next } = failureOf(error);
  return next === null ? message : `${message} ${next}`;
}

export function failureOf(error: unknown): Failure {
  if (isMissingPart(error)) {
    return {
      code: 'PART',
      message: 'The page is incomplete.',
      next: 'Reload it; if that does not help, restart Gridline.',
    };
  }
  if (mistakes.some((kind) => error instanceof kind)) {
    return {
      code: 'BUG',
      message: 'Gridline made a mistake here.',
      next: 'Look whether what you did has happened before you repeat it. If this comes back, reload the page.',
    };
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { code: 'TIMEOUT', message: 'There was no answer within 15 seconds.', next: 'Try again.' };
  }
  if (error instanceof ORPCError) {
    const problem = fieldProblemOf(error);
    if (problem !== undefined) return { code: error.code, message: problem.words, next: null };
    const next = withNext.safeParse(error.data).data?.next ?? null;
    if (error.code === 'INTERNAL_SERVER_ERROR') {
      return {
        code: error.code,
        message: sentence(`Something went wrong inside Gridline: ${error.message}`),
        next: 'Try again. If it stays, restart Gridline; nothing that was recorded is lost.',
      };
    }
    return { code: error.code, message: sentence(error.message), next };
  }
  return {
    code: 'CONNECTION',
    message: 'The connection was lost before the answer came.',
    next: 'It is being made again. Check whether the change is there before you repeat it.',
  };
}

/** True for a call that was given up on purpose, which nobody needs to hear about. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
