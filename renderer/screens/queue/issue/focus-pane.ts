import { hasOverlay } from '#renderer/app/keys/belongs.ts';

const paneId = 'issue-pane';
let awaited = false;

/** Takes the keyboard into the open issue, now or once it is drawn: it is read out, and the arrow keys scroll it. */
export function enterPane(): void {
  awaited = true;
  paneIsThere();
}

/** Told by the pane when it is drawn. */
export function paneIsThere(): void {
  const pane = document.getElementById(paneId);
  if (!awaited || pane === null) return;
  awaited = false;
  // Its code came after that of a dialog that was asked for later: the keyboard stays in that.
  if (hasOverlay()) return;
  pane.focus({ preventScroll: true });
}

export const issuePaneId = paneId;
