import { type RefObject, useLayoutEffect, useState } from 'react';

/** Rows of one height need no measuring: which of a million are on screen is a division. */
export type Visible = { readonly first: number; readonly last: number; readonly atTop: boolean };

export function visibleRows(top: number, height: number, rowHeight: number, count: number): Visible {
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / rowHeight)));
  const last = Math.max(0, Math.min(count - 1, Math.ceil((top + height) / rowHeight)));
  return { first, last, atTop: top < rowHeight / 2 };
}

/** Follows the scroll position of `element` and says which rows are on screen. */
export function useFixedRows(element: RefObject<HTMLElement | null>, rowHeight: number, count: number): Visible {
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return;
    const read = () => {
      const next = { top: node.scrollTop, height: node.clientHeight };
      setView((before) => {
        const same =
          before.height === next.height &&
          Math.floor(before.top / rowHeight) === Math.floor(next.top / rowHeight) &&
          before.top < rowHeight / 2 === next.top < rowHeight / 2;
        return same ? before : next;
      });
    };
    read();
    const sizes = new ResizeObserver(read);
    sizes.observe(node);
    node.addEventListener('scroll', read, { passive: true });
    return () => {
      sizes.disconnect();
      node.removeEventListener('scroll', read);
    };
  }, [element, rowHeight]);
  return visibleRows(view.top, view.height, rowHeight, count);
}
