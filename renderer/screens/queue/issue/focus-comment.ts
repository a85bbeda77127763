const boxId = 'comment-box';

/** Puts the keyboard into the comment box of the open issue. */
export function focusComment(): void {
  const box = document.getElementById(boxId);
  box?.scrollIntoView({ block: 'center' });
  box?.focus();
}

export const commentBoxId = boxId;
