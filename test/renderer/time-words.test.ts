import { describe, expect, test } from 'vitest';
import { day, hour, minute, second } from '#shared/lib/time.ts';
import { age, ago, coming, due, span } from '#renderer/kit/time-words.ts';

describe('times in words', () => {
  test('a span has two units at most and leaves out an empty one', () => {
    expect([40 * second, 12 * minute, 3 * hour, 3 * hour + 20 * minute, 2 * day + 4 * hour, -5].map(span)).toEqual([
      '40 s',
      '12 m',
      '3 h',
      '3 h 20 m',
      '2 d 4 h',
      '0 s',
    ]);
  });

  test('an age has one unit', () => {
    expect([30 * second, 59 * minute, 23 * hour, 13 * day, 14 * day].map(age)).toEqual([
      'now',
      '59 m',
      '23 h',
      '13 d',
      '2 w',
    ]);
  });

  test('what has happened is never said to come, though the clock that is read be behind', () => {
    const now = 1_000 * day;
    expect([now - 5 * second, now - 3 * minute, now + 11 * second].map((at) => ago(at, now))).toEqual([
      'just now',
      '3 m ago',
      'just now',
    ]);
  });

  test('what comes next has come, or comes in some time', () => {
    const now = 1_000 * day;
    expect([now - 3 * minute, now + 5 * second, now + 2 * hour].map((at) => coming(at, now))).toEqual([
      'now',
      'now',
      'in 2 h',
    ]);
  });

  test('due turns from later to soon in the last hour and to overdue at the minute', () => {
    const now = 1_000 * day;
    expect(
      [null, now + 18 * hour, now + hour, now + hour - 1, now, now - 1, now - 90 * minute].map((at) => due(at, now)),
    ).toEqual([
      { text: '', state: 'none' },
      { text: '18 h', state: 'later' },
      { text: '1 h', state: 'later' },
      { text: '59 m', state: 'soon' },
      { text: '0 s', state: 'soon' },
      { text: '−0 s', state: 'overdue' },
      { text: '−1 h 30 m', state: 'overdue' },
    ]);
  });
});
