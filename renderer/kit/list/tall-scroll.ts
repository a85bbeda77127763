/**
 * Browsers cut off what is higher than some 17 (Firefox) to 33 million pixels, so a long list is drawn in an element of
 * this height at most, and where one is in the list is told from where one is in the element.
 */
export const tallest = 15_000_000;

/** `top` is the place in the list, `at` that in the element, both in pixels. */
export type Place = { readonly top: number; readonly at: number };

export type Extent = {
  /** Height of the whole list. */
  readonly list: number;
  /** Height of what is seen of it. */
  readonly view: number;
};

export const elementHeight = ({ list }: Extent): number => Math.min(list, tallest);

const bounded = (value: number, most: number) => Math.max(0, Math.min(most, value));

const ends = (extent: Extent) => ({
  list: Math.max(0, extent.list - extent.view),
  element: Math.max(0, elementHeight(extent) - extent.view),
});

/** The place that is as far down the element as it is down the list: where one is free to choose, and at rest. */
export function resting(top: number, extent: Extent): Place {
  const end = ends(extent);
  const place = bounded(top, end.list);
  if (end.list === end.element || end.list === 0) return { top: place, at: place };
  return { top: place, at: Math.round((place / end.list) * end.element) };
}

/** Where one is once the element was scrolled to `at`. By a little, the list moves by as much; a jump goes to its share of the list. */
export function scrolled(before: Place, at: number, extent: Extent): Place {
  const end = ends(extent);
  if (end.list === end.element) return { top: at, at };
  const by = at - before.at;
  const jumped = Math.abs(by) > 2 * extent.view || at <= 0 || at >= end.element;
  const top = jumped ? (bounded(at, end.element) / end.element) * end.list : before.top + by;
  return { top: Math.round(bounded(top, end.list)), at };
}

/** Where to scroll the element so that the list is at `top`: close by without leaving where one is, else to its share. */
export function scrollTo(before: Place, top: number, extent: Extent): Place {
  const end = ends(extent);
  const place = bounded(top, end.list);
  const at = before.at + place - before.top;
  const near = Math.abs(place - before.top) <= 2 * extent.view && at > 0 && at < end.element;
  return near && end.list !== end.element ? { top: place, at } : resting(place, extent);
}
