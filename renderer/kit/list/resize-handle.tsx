import type { PointerEvent } from 'react';
import styles from './list.module.css';

type Props = {
  /** For as long as it is dragged. */
  readonly onResize: (width: number) => void;
  /** Where it was let go. */
  readonly onEnd: (width: number) => void;
};

/** The edge of a heading, to be dragged. For keys there is Shift with the arrows. */
export function ResizeHandle({ onResize, onEnd }: Props) {
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    let width = handle.parentElement?.offsetWidth ?? 0;
    const from = event.clientX - width;
    handle.setPointerCapture(event.pointerId);
    const onMove = (move: globalThis.PointerEvent) => {
      width = move.clientX - from;
      onResize(width);
    };
    const onLost = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('lostpointercapture', onLost);
      onEnd(width);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onLost);
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
