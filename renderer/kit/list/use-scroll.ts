import { type RefObject, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { twoLinesBelow } from './arrange.ts';
import { type Extent, type Place, resting, scrolled, scrollTo } from './tall-scroll.ts';

export type Scroll = {
  /** Pixels of the list above what is seen. */
  readonly top: number;
  /** Pixels that are taken off where something is drawn, so that it is where the element is scrolled to. */
  readonly lead: number;
  /** Pixels that are seen. */
  readonly view: number;
  /** Pixels of the list's width. */
  readonly room: number;
  readonly rowHeight: number;
};

export type Scroller = {
  readonly scroll: Scroll;
  /** Scrolls so that a place of the list, in pixels, is at the top. */
  readonly to: (top: number) => void;
  /** Scrolls down by so many pixels. */
  readonly by: (pixels: number) => void;
  /** Scrolls as little as it takes to see so many pixels from a place on. */
  readonly reveal: (top: number, pixels: number) => void;
};

/** Pixels of every row. A finger needs more of them than a pointer. */
function rowHeightIn(room: number): number {
  if (room < twoLinesBelow) return 52;
  return window.matchMedia('(pointer: coarse)').matches ? 44 : 32;
}

/**
 * Follows where a list of `count` rows of one height is scrolled to. Which of a million rows are seen is a division: a
 * virtualizer that keeps the place of each would write a million places with every row that comes in. What it finds it
 * tells in the frame in which the list was scrolled: in the next one, rows would come late.
 */
export function useScroll(element: RefObject<HTMLElement | null>, count: number): Scroller {
  const place = useRef<Place>({ top: 0, at: 0 });
  const extent = useRef<Extent>({ list: 0, view: 800 });
  const snapshot = useRef<Scroll>({ top: 0, lead: 0, view: 800, room: 1_000, rowHeight: 32 });
  const told = useRef<(() => void) | null>(null);

  const tell = useCallback((next: Place, size: Partial<Scroll> = {}) => {
    place.current = next;
    const before = snapshot.current;
    const now = { ...before, ...size, top: next.top, lead: next.top - next.at };
    if (Object.entries(now).every(([key, value]) => value === before[key as keyof Scroll])) return;
    snapshot.current = now;
    told.current?.();
  }, []);

  const to = useCallback(
    (top: number) => {
      const next = scrollTo(place.current, top, extent.current);
      tell(next);
      element.current?.scrollTo({ top: next.at });
    },
    [element, tell],
  );

  const by = useCallback((pixels: number) => to(place.current.top + pixels), [to]);
  const reveal = useCallback(
    (top: number, pixels: number) => {
      const { view } = extent.current;
      if (top < place.current.top) to(top);
      else if (top + pixels > place.current.top + view) to(top + pixels - view);
    },
    [to],
  );

  const subscribe = useCallback(
    (hear: () => void) => {
      told.current = hear;
      const node = element.current;
      if (node === null) return () => {};
      const onScroll = () => {
        const at = node.scrollTop;
        if (at !== place.current.at) tell(scrolled(place.current, at, extent.current));
      };
      const onRest = () => {
        const rest = resting(place.current.top, extent.current);
        if (rest.at === place.current.at || rest.at === rest.top) return;
        tell(rest);
        node.scrollTo({ top: rest.at });
      };
      const sizes = new ResizeObserver(() => {
        const [view, room] = [node.clientHeight, node.clientWidth];
        extent.current = { ...extent.current, view };
        tell(place.current, { view, room, rowHeight: rowHeightIn(room) });
      });
      sizes.observe(node);
      node.addEventListener('scroll', onScroll, { passive: true });
      node.addEventListener('scrollend', onRest);
      return () => {
        sizes.disconnect();
        node.removeEventListener('scroll', onScroll);
        node.removeEventListener('scrollend', onRest);
        told.current = null;
      };
    },
    [element, tell],
  );

  const scroll = useSyncExternalStore(subscribe, () => snapshot.current);
  const { rowHeight } = scroll;

  const before = useRef(rowHeight);
  useLayoutEffect(() => {
    const list = count * rowHeight;
    extent.current = { ...extent.current, list };
    const same = before.current === rowHeight;
    const top = same ? place.current.top : (place.current.top / before.current) * rowHeight;
    before.current = rowHeight;
    // The row at the top stays there when rows get another height. A list that got shorter ends where it ends.
    if (!same || top > Math.max(0, list - extent.current.view)) to(top);
  }, [count, rowHeight, to]);

  return { scroll, to, by, reveal };
}
