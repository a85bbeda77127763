import { type RefObject, useCallback, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { Scroller } from './use-scroll.ts';

type Props = {
  readonly grid: RefObject<HTMLElement | null>;
  readonly rows: RefObject<HTMLElement | null>;
  readonly cursor: string | null;
  /** Place of the cursor's row in the list; -1 where it is not here. */
  readonly slot: number;
  readonly scroller: Scroller;
  readonly shifted: number;
};

/**
 * Keeps in sight, and under the keyboard, the row that the cursor goes to; and where it is, while rows come in above it. What
 * it returns is called when a row goes away that had the keyboard: the row under the cursor takes it, else the list itself.
 */
export function useCursor({ grid, rows, cursor, slot, scroller, shifted }: Props): () => void {
  const { by, reveal, scroll } = scroller;
  const { rowHeight } = scroll;

  const shift = useEffectEvent((count: number) => by(count * rowHeight));
  const before = useRef(shifted);
  useLayoutEffect(() => {
    const count = shifted - before.current;
    before.current = shifted;
    if (count !== 0) shift(count);
  }, [shifted]);

  // Only when the cursor moves: rows that move around it do not scroll the list.
  const show = useEffectEvent(() => {
    // And one row more: people see where they go.
    if (slot >= 0) reveal(slot * rowHeight, 2 * rowHeight);
  });
  useLayoutEffect(() => {
    if (cursor !== null) show();
  }, [cursor]);

  const here = slot >= 0;
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (!here || cursor === null || focused === null) return;
    if (focused !== grid.current && rows.current?.contains(focused) !== true) return;
    rows.current?.querySelector<HTMLElement>('[data-cursor]')?.focus({ preventScroll: true });
  }, [cursor, here, grid, rows]);

  const lost = useRef(false);
  useLayoutEffect(() => {
    if (!lost.current) return;
    lost.current = false;
    const heir = rows.current?.querySelector<HTMLElement>('[data-cursor]') ?? grid.current;
    heir?.focus({ preventScroll: true });
  });
  return useCallback(() => void (lost.current = true), []);
}
