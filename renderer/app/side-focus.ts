import { hasOverlay } from '#renderer/app/keys/belongs.ts';

export type SideFocus = {
  readonly id: string;
  /** Takes the keyboard into what lies at the side, now or once it is drawn: it is read out, and the arrow keys scroll it. */
  readonly enter: () => void;
  /** Told by it when it is drawn. */
  readonly isThere: () => void;
};

/** The way into what a list opens beside itself, which may not be drawn yet. */
export function sideFocus(id: string): SideFocus {
  let awaited = false;
  const isThere = () => {
    const side = document.getElementById(id);
    if (!awaited || side === null) return;
    awaited = false;
    // Its code came after that of a dialog that was asked for later: the keyboard stays in that.
    if (hasOverlay()) return;
    side.focus({ preventScroll: true });
  };
  const enter = () => {
    awaited = true;
    isThere();
  };
  return { id, enter, isThere };
}
