import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHlc, formatHlc, parseHlc } from '#shared/lib/hlc.ts';

test('readings only grow, whatever the wall clock does and whatever they answer to', () => {
  const step = fc.record({ wall: fc.integer({ min: 0, max: 5_000 }), after: fc.integer({ min: 0, max: 6_000 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      let wall = 0;
      const clock = createHlc({ device: 'laptop', now: () => wall });
      const readings = steps.map(({ wall: next, after }) => {
        wall = next;
        return clock.next(after);
      });
      expect(readings.toSorted()).toEqual(readings);
      expect(new Set(readings).size).toBe(readings.length);
    }),
  );
});

test('text and reading are one', () => {
  const hlc = fc.record({ at: fc.nat(2 ** 31), counter: fc.nat(36 ** 4 - 1), device: fc.string() });
  fc.assert(
    fc.property(hlc, (reading) => {
      expect(parseHlc(formatHlc(reading))).toEqual(reading);
    }),
  );
  expect(parseHlc('yesterday')).toBeNull();
});

test('it goes on from the greatest reading known, and past a counter that is full', () => {
  const resumed = createHlc({
    device: 'b',
    now: () => 1,
    resumeFrom: formatHlc({ at: 50, counter: 36 ** 4 - 1, device: 'a' }),
  });
  expect([resumed.next(), resumed.next()].map(parseHlc)).toEqual([
    { at: 51, counter: 0, device: 'b' },
    { at: 51, counter: 1, device: 'b' },
  ]);
});

test('a date from the far future does not stop time', () => {
  const clock = createHlc({ device: 'a', now: () => 1_000 });
  expect(parseHlc(clock.next(Date.UTC(2099, 0, 1)))?.at).toBe(1_000);
  expect(parseHlc(clock.next(5_000))?.at).toBe(5_000);
});
