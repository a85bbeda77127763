import { expect, test } from 'vitest';
import { narrowest, sideAfterKey, sideAt, usual, widest } from '#renderer/kit/split-pane-width.ts';

test('A width that was kept is taken as far as it may go, and what is none is the usual one.', () => {
  expect([50.4, 3, 99, Number.NaN, '60', null].map(sideAt)).toEqual([50, narrowest, widest, usual, usual, usual]);
});

test('Arrows move the handle the way they point, Home and End to its ends, and other keys are left alone.', () => {
  expect(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'j'].map((key) => sideAfterKey(key, 50))).toEqual([
    52,
    48,
    narrowest,
    widest,
    null,
  ]);
  expect([sideAfterKey('ArrowLeft', widest), sideAfterKey('ArrowRight', narrowest)]).toEqual([widest, narrowest]);
});
