import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyWindow,
  indexOf,
  pageSize,
  pagesOf,
  rowAt,
  takeAnswer,
  untold,
  wanting,
} from '#renderer/screens/queue/row-window.ts';
import { row, rows } from './rows.ts';

const answer = (firstPage: number, total: number, list = rows(firstPage * pageSize, pageSize)) => ({
  firstPage,
  pageCount: Math.max(1, Math.ceil(list.length / pageSize)),
  total,
  more: false,
  rows: list,
});

describe('the window of rows in memory', () => {
  test('the pages of a range cover every row of it and no page outside the result', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(500), fc.integer({ min: 1, max: 5_000 }), (first, length, total) => {
        const last = first + length;
        const pages = pagesOf({ first: Math.min(first, total - 1), last }, total);
        expect(pages.length).toBeGreaterThan(0);
        for (let at = Math.min(first, total - 1); at <= Math.min(last, total - 1); at += 1) {
          expect(pages).toContain(Math.floor(at / pageSize));
        }
        expect(Math.max(...pages) * pageSize).toBeLessThan(total);
      }),
    );
  });

  test('a row is found by place and by id, and a missing page is wanted', () => {
    const window = takeAnswer(emptyWindow, answer(1, 1_000), false, null);
    expect(rowAt(window, 150)?.id).toBe('i150');
    expect(rowAt(window, 50)).toBeUndefined();
    expect(indexOf(window, 'i199')).toBe(199);
    expect(indexOf(window, 'i200')).toBe(-1);
    expect(wanting(window, { first: 90, last: 210 })).toEqual([0, 2]);
  });

  test('rows that come in above are counted, so that the screen can stay where it is', () => {
    const before = takeAnswer(emptyWindow, answer(0, 1_000), true, null);
    const fresh = [row('new-1'), row('new-2'), row('new-3')];
    const list = [...fresh, ...rows(0, pageSize - 3)];
    const held = takeAnswer(before, answer(0, 1_003, list), true, 'i40');
    expect(held.shifted).toBe(3);
    const atTop = takeAnswer(before, answer(0, 1_003, list), true, null);
    expect(atTop.shifted).toBe(0);
  });

  test('a row that did not change keeps its identity, a changed one does not', () => {
    const before = takeAnswer(emptyWindow, answer(0, 2, [row('a'), row('b')]), true, null);
    const after = takeAnswer(before, answer(0, 2, [row('a'), row('b', { owner: 'Pat' })]), true, null);
    expect(rowAt(after, 0)).toBe(rowAt(before, 0));
    expect(rowAt(after, 1)?.owner).toBe('Pat');
  });

  test('when the result may have changed, the other pages are asked for again once they are looked at', () => {
    const two = takeAnswer(takeAnswer(emptyWindow, answer(0, 1_000), false, null), answer(1, 1_000), false, null);
    expect(wanting(two, { first: 0, last: 199 })).toEqual([]);
    const changed = takeAnswer(two, answer(0, 1_000), true, null);
    expect(wanting(changed, { first: 0, last: 199 })).toEqual([1]);
    expect(rowAt(changed, 150)?.id).toBe('i150');
  });

  test('an answer tells of its own rows; the others in memory are as old as they were', () => {
    const both = takeAnswer(takeAnswer(emptyWindow, answer(0, 200), true, null), answer(1, 200), false, null);
    const near = answer(0, 200, [row('i150'), ...rows(0, 99)]);
    const older = untold(takeAnswer(both, near, true, null), near);
    expect([older.size, older.has('i150'), older.has('i160'), older.has('i5')]).toEqual([99, false, true, false]);
  });

  test('pages past the end of a result that shrank are forgotten', () => {
    const two = takeAnswer(takeAnswer(emptyWindow, answer(0, 200), false, null), answer(1, 200), false, null);
    const shrunk = takeAnswer(two, answer(0, 50, rows(0, 50)), true, null);
    expect([...shrunk.pages.keys()]).toEqual([0]);
  });

  test('an answer with fewer rows than its total promised is not asked for for ever', () => {
    const short = takeAnswer(emptyWindow, { ...answer(0, 100, []), pageCount: 1 }, true, null);
    expect(wanting(short, { first: 0, last: 40 })).toEqual([]);
  });

  test('memory is bounded: far pages go first', () => {
    let window = emptyWindow;
    for (let page = 0; page < 60; page += 1) window = takeAnswer(window, answer(page, 100_000), false, null);
    expect(window.pages.size).toBe(40);
    expect(window.pages.has(59)).toBe(true);
    expect(window.pages.has(0)).toBe(false);
  });
});
