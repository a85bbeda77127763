import { ORPCError } from '@orpc/client';
import { sentence } from '#shared/lib/sentence.ts';
import { fieldProblemsOf } from './field-problems.ts';

/** A failed call, in words for the screen. */
export type Failure = {
  readonly code: string;
  readonly message: string;
  readonly next: string | null;
};

export type FilterProblem = { readonly position: number; readonly expected: string; readonly got: string };

// Looked into by hand: a library of schemas would be most of the script that the page waits for.
function textIn(data: unknown, key: string): string | undefined {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function numberIn(data: unknown, key: string): number | undefined {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** Where and why a filter was not understood; undefined when the failure is about something else. */
export function filterProblemOf(error: unknown): FilterProblem | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_FILTER') return undefined;
  const [position, expected, got] = [
    numberIn(error.data, 'position'),
    textIn(error.data, 'expected'),
    textIn(error.data, 'got'),
  ];
  if (position === undefined || expected === undefined || got === undefined) return undefined;
  return { position, expected, got };
}

/** What the core says stands now, where a change was refused because somebody else had made one before; undefined for another failure. */
export function conflictOf(error: unknown): unknown {
  if (!(error instanceof ORPCError) || error.code !== 'CONFLICT') return undefined;
  return (error.data as { readonly now?: unknown }).now;
}

/** Errors that only a mistake in our own code throws. */
const mistakes = [TypeError, ReferenceError, RangeError, SyntaxError, URIError];

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
      message: 'There is a fault in Gridline itself.',
      next: 'Check whether your change went through before you repeat it. If this happens again, reload the page.',
    };
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { code: 'TIMEOUT', message: 'There was no answer within 15 seconds.', next: 'Try again.' };
  }
  if (error instanceof ORPCError) {
    const problems = fieldProblemsOf(error);
    if (problems.length > 0)
      return { code: error.code, message: problems.map(({ words }) => words).join(' '), next: null };
    const next = textIn(error.data, 'next') ?? null;
    if (error.code === 'INTERNAL_SERVER_ERROR') {
      return {
        code: error.code,
        message: sentence(`There is a fault in Gridline itself: ${error.message}`),
        next: 'Try again. If it keeps happening, restart Gridline; nothing that was recorded is lost.',
      };
    }
    return { code: error.code, message: sentence(error.message), next };
  }
  return {
    code: 'CONNECTION',
    message: 'The connection was lost before the answer came.',
    next: 'Gridline is reconnecting. Check whether your change went through before you repeat it.',
  };
}

/** Whether it is not known what became of a call: it may not have been heard, or its answer was lost. */
export function wasNotHeard(error: unknown): boolean {
  return !wasCancelled(error) && ['TIMEOUT', 'CONNECTION'].includes(failureOf(error).code);
}

/** True for a call that was given up on purpose, which nobody needs to hear about. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
