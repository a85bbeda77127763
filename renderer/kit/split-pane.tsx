import { useLocalStorage } from '@mantine/hooks';
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
} from 'react';
import { focusList } from './list/focus-list.ts';
import styles from './split-pane.module.css';
import { sideAfterKey, sideAt, usual, widest, narrowest } from './split-pane-width.ts';

type Props = {
  /** What the handle between them changes: `Width of the issue`. */
  readonly name: string;
  /** Under which name this computer keeps the width. */
  readonly kept: string;
  /** What lies beside the rest; false = nothing. Where there is no room for both it lies in its place. */
  readonly side: ReactNode;
  readonly children: ReactNode;
};

/** What closes takes the keyboard with it, and a list that it covered could not be given it before. */
function useListAfter(isOpen: boolean): void {
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) focusList();
    wasOpen.current = isOpen;
  }, [isOpen]);
}

/** Two parts side by side. The handle between them is dragged, or moved by arrows, Home and End; two clicks put it back. */
export function SplitPane({ name, kept, side, children }: Props) {
  const [width, setWidth] = useLocalStorage({ key: kept, defaultValue: usual, getInitialValueInEffect: false });
  const split = useRef<HTMLDivElement>(null);
  const isOpen = side !== false && side !== null;
  const percent = sideAt(width);
  useListAfter(isOpen);

  // While it is dragged only the style changes: nothing inside is drawn anew for it.
  const place = (event: PointerEvent) => {
    const box = split.current?.getBoundingClientRect();
    return box === undefined ? percent : sideAt(((box.right - event.clientX) / box.width) * 100);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    split.current?.setAttribute('data-dragging', '');
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    split.current?.style.setProperty('--side', `${place(event)}%`);
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.currentTarget.releasePointerCapture(event.pointerId);
    split.current?.removeAttribute('data-dragging');
    setWidth(place(event));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = sideAfterKey(event.key, percent);
    if (next === null) return;
    event.preventDefault();
    setWidth(next);
  };

  return (
    <div
      ref={split}
      className={styles.split}
      data-open={isOpen || undefined}
      style={{ '--side': `${percent}%` } as CSSProperties}
    >
      {children}
      {isOpen && (
        <div className={styles.side}>
          <div
            className={styles.handle}
            role="separator"
            tabIndex={0}
            aria-label={name}
            aria-orientation="vertical"
            aria-valuenow={percent}
            aria-valuemin={narrowest}
            aria-valuemax={widest}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
            onPointerUp={onPointerUp}
            onDoubleClick={() => setWidth(usual)}
            onKeyDown={onKeyDown}
          />
          {side}
        </div>
      )}
    </div>
  );
}
