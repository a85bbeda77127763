import type { PointerEvent } from 'react';
import styles from './list.module.css';

/** The edge of a heading, to be dragged. For keys there is Shift with the arrows. */
export function ResizeHandle({ onResize }: { readonly onResize: (width: number) => void }) {
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const from = event.clientX - (handle.parentElement?.offsetWidth ?? 0);
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) => onResize(move.clientX - from);
    const onEnd = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('lostpointercapture', onEnd);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onEnd);
  };
  return (
    <span
      aria-hidden="true"
      className={styles.handle}
      onPointerDown={onPointerDown}
      // The heading itself can be dragged and sorts when it is clicked.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
