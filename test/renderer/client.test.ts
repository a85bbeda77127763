import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { backOff } from '#renderer/data/back-off.ts';
import { fieldProblemsOf } from '#renderer/data/field-problems.ts';
import { failureOf, filterProblemOf, wasCancelled } from '#renderer/data/failure.ts';
import { throttle } from '#renderer/data/throttle.ts';

describe('the throttle', () => {
  test('runs at once, then once for all that came in the gap, and never loses the last', () => {
    let now = 0;
    const later: { readonly run: () => void; readonly at: number }[] = [];
    let runs = 0;
    const often = throttle(() => (runs += 1), 250, {
      now: () => now,
      later: (run, delay) => later.push({ run, at: now + delay }),
    });
    often();
    often();
    often();
    expect([runs, later.length, later[0]?.at]).toEqual([1, 1, 250]);
    now = 250;
    later[0]?.run();
    expect(runs).toBe(2);
    now = 600;
    often();
    expect(runs).toBe(3);
  });
});

describe('the wait before a new connection', () => {
  test('doubles up to about eight seconds and is spread', () => {
    expect([0, 1, 2, 5, 40].map((attempt) => backOff(attempt, () => 0.5))).toEqual([250, 500, 1_000, 8_000, 8_000]);
    expect([backOff(0, () => 0), backOff(0, () => 1)]).toEqual([188, 313]);
  });
});

describe('failures in words', () => {
  test('an expected failure keeps its code and its next step', () => {
    const error = new ORPCError('NOT_CONNECTED', {
      message: 'Not connected',
      data: { connection: 'salesforce', connector: 'salesforce', next: 'Sign in.' },
    });
    expect(failureOf(error)).toEqual({ code: 'NOT_CONNECTED', message: 'Not connected.', next: 'Sign in.' });
  });

  test('a filter that was not understood tells where and what was expected', () => {
    const data = { position: 3, expected: 'a time such as 2h', got: '"x"' };
    expect(filterProblemOf(new ORPCError('BAD_FILTER', { data }))).toEqual(data);
    expect(filterProblemOf(new Error('other'))).toBeUndefined();
  });

  test('every refused field is named with what would be right', () => {
    const key = { field: 'key', expected: 'a consumer key', got: 'nothing' };
    const data = { field: 'baseUrl', expected: 'an address', got: 'bad', others: [key] };
    expect(fieldProblemsOf(new ORPCError('BAD_INPUT', { data }))).toEqual([
      { field: 'baseUrl', words: 'Expected an address, got “bad”.' },
      { field: 'key', words: 'Enter a consumer key.' },
    ]);
    expect(fieldProblemsOf(new ORPCError('CONFLICT', { data }))).toEqual([]);
  });

  test('what to do next is kept for a refused field too, and a mistake of ours is not called a lost connection', () => {
    const data = { field: 'folder', expected: 'a folder', got: '/nowhere', next: 'Create it, or choose another.' };
    expect(failureOf(new ORPCError('BAD_INPUT', { data }))).toMatchObject({
      message: 'Expected a folder, got “/nowhere”. Create it, or choose another.',
    });
    expect(failureOf(new TypeError('x is not a function')).code).toBe('BUG');
  });

  test('a time-out, a lost connection and a cancelled call are told apart', () => {
    expect(failureOf(new DOMException('late', 'TimeoutError')).code).toBe('TIMEOUT');
    expect(failureOf(new Error('closed')).code).toBe('CONNECTION');
    expect(wasCancelled(new DOMException('gone', 'AbortError'))).toBe(true);
  });
});
