import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chosen, fitting, movedTo, ordered, templateOf } from '#renderer/kit/list/arrange.ts';
import { directionOf, type Measures, nextSort } from '#renderer/kit/list/column.ts';
import { parseLayout, plainLayout } from '#renderer/kit/list/layout.ts';
import { rowAtOrUnder, slotsOf } from '#renderer/kit/list/slots.ts';
import { elementHeight, type Place, resting, scrolled, scrollTo, tallest } from '#renderer/kit/list/tall-scroll.ts';
import { issueColumns } from '#renderer/screens/queue/columns.tsx';

const column = (id: string, priority = 1): Measures => ({ id, priority, width: 100, minWidth: 60 });
const columns = [column('a', 0), column('b', 3), column('c', 2), column('d')];
const ids = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id).join('');

describe('the columns of a list', () => {
  test('are in the order a person gave them; a new one follows the one that it follows by itself', () => {
    expect(ids(ordered(columns, plainLayout))).toBe('abcd');
    expect(ids(ordered(columns, { order: ['c', 'gone', 'a'] }))).toBe('cdab');
    expect(movedTo(columns, plainLayout, 'a', 'c').join('')).toBe('bcad');
    expect(movedTo(columns, plainLayout, 'd', 'b').join('')).toBe('adbc');
  });

  test('are left out as a person likes, but for those that have to stay', () => {
    expect(ids(chosen(columns, { order: [], hidden: ['a', 'c'] }))).toBe('abd');
  });

  test('go where there is no room, the least important first, and only as many as have to', () => {
    const shown = (room: number) => [...fitting(columns, room)].join('');
    expect(shown(318)).toBe('abcd');
    expect(shown(317)).toBe('acd');
    expect(shown(249)).toBe('ad');
    expect(shown(10)).toBe('a');
  });

  test('go where the list is narrower than they ask for, though they would fit', () => {
    const [a, ...others] = columns;
    if (a === undefined) throw new Error('There is no column.');
    const asking = [{ ...a, from: 400 }, ...others];
    expect([...fitting(asking, 400)].join('')).toBe('abcd');
    expect([...fitting(asking, 399)].join('')).toBe('bcd');
  });

  test('make one template: each gives up the same share of what it can, and one takes what is left', () => {
    const grows = { ...column('e'), grows: true };
    const template = (room: number) =>
      templateOf([...columns, grows], new Set(['a', 'b', 'e']), { a: 10, b: 160 }, room);
    expect(template(1_000)).toBe('28px 60px 160px minmax(100px, 1fr)');
    expect(template(320)).toBe('28px 60px 110px minmax(80px, 1fr)');
    expect(template(10)).toBe('28px 60px 60px minmax(60px, 1fr)');
  });

  test('are sorted the other way round when they are chosen again', () => {
    const both = { ascending: 'newest', descending: 'oldest' };
    expect(nextSort(both, 'due')).toBe('newest');
    expect(nextSort(both, 'newest')).toBe('oldest');
    expect(nextSort({ descending: 'severity' }, 'severity')).toBe('severity');
    expect(nextSort(undefined, 'due')).toBeUndefined();
    expect([directionOf(both, 'oldest'), directionOf(both, 'due')]).toEqual(['descending', undefined]);
  });

  test('come back as they were kept, whatever else was kept there', () => {
    const layout = { order: ['b'], hidden: ['c'], widths: { a: 90 }, grouped: true };
    expect(parseLayout(JSON.stringify(layout))).toEqual(layout);
    for (const odd of [null, '', '{', '7', '[]', '{"order":7,"hidden":{"a":1},"widths":[],"grouped":"yes"}']) {
      expect(parseLayout(odd)).toEqual(plainLayout);
    }
    expect(parseLayout('{"order":["a",7],"widths":{"a":"wide","b":80}}')).toEqual({
      ...plainLayout,
      order: ['a'],
      widths: { b: 80 },
    });
  });
});

describe('the queue on them', () => {
  test.each([1_300, 650, 560, 400, 300])('has the number of the document at %i pixels', (room) => {
    expect(fitting(issueColumns, room).has('document')).toBe(true);
    expect(issueColumns.find(({ id }) => id === 'document')?.line).toBeDefined();
  });

  test('has all its columns where there is room, and the reason takes the rest', () => {
    expect(fitting(issueColumns, 1_100).size).toBe(issueColumns.length);
    expect(ids(issueColumns.filter(({ grows }) => grows === true))).toBe('reason');
  });
});

describe('groups', () => {
  const groups = [
    { id: 'critical', heading: 'Critical', count: 2 },
    { id: 'high', heading: 'High', count: 0 },
    { id: 'low', heading: 'Low', count: 3 },
  ];

  test('have a heading each before their rows, but for those without rows', () => {
    const slots = slotsOf(5, groups);
    const told = Array.from({ length: slots.count }, (_, slot) => {
      const found = slots.at(slot);
      return found.kind === 'row' ? found.index : found.group.id;
    });
    expect(told).toEqual(['critical', 0, 1, 'low', 2, 3, 4]);
    for (let index = 0; index < 5; index += 1) expect(slots.at(slots.of(index))).toEqual({ kind: 'row', index });
    expect([rowAtOrUnder(slots, 0), rowAtOrUnder(slots, 3), rowAtOrUnder(slots, 4)]).toEqual([0, 2, 2]);
  });

  test('are left out while their counts are not those of the rows', () => {
    expect(slotsOf(6, groups).count).toBe(6);
    expect(slotsOf(6, groups).at(3)).toEqual({ kind: 'row', index: 3 });
  });
});

describe('a list that is higher than a browser can draw', () => {
  const extent = { list: 1_000_000 * 52, view: 800 };
  const last = extent.list - extent.view;

  test('has an element of bounded height, from whose top and end one sees the first and the last row', () => {
    expect(elementHeight(extent)).toBe(tallest);
    const end = resting(Number.MAX_SAFE_INTEGER, extent);
    expect(end).toEqual({ top: last, at: tallest - extent.view });
    expect(scrolled(end, 0, extent)).toEqual({ top: 0, at: 0 });
    expect(scrolled({ top: 0, at: 0 }, tallest - extent.view, extent).top).toBe(last);
  });

  test('moves by as many pixels as a wheel asks for, and to its share of the list where one drags the bar', () => {
    const middle = resting(last / 2, extent);
    const next = scrolled(middle, middle.at + 100, extent);
    expect(next.top - middle.top).toBe(100);
    expect(scrolled(next, Math.round((tallest - extent.view) / 4), extent).top).toBeCloseTo(last / 4, -2);
  });

  test('is wherever it is told to go, and never outside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.double({ min: -0.1, max: 1.1, noNaN: true })), { minLength: 1 }),
        (steps) => {
          let place: Place = { top: 0, at: 0 };
          for (const [told, share] of steps) {
            const to = Math.round(share * last);
            place = told
              ? scrollTo(place, to, extent)
              : scrolled(place, Math.max(0, Math.min(tallest - 800, place.at + 120)), extent);
            if (told) expect(place.top).toBe(Math.max(0, Math.min(last, to)));
            expect(place.top).toBeGreaterThanOrEqual(0);
            expect(place.top).toBeLessThanOrEqual(last);
            expect(place.at).toBeGreaterThanOrEqual(0);
            expect(place.at).toBeLessThanOrEqual(tallest - extent.view);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('that fits is drawn as it is', () => {
    const short = { list: 3_200, view: 800 };
    expect(scrolled({ top: 0, at: 0 }, 2_000, short)).toEqual({ top: 2_000, at: 2_000 });
    expect(scrollTo({ top: 0, at: 0 }, 9_000, short)).toEqual({ top: 2_400, at: 2_400 });
  });
});
