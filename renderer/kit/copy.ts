/** Puts a text on the clipboard; false where that is refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

/** The desktop app grants pages no permission, not even this one. */
function copyTheOldWay(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way without a permission
  const copied = document.execCommand('copy');
  field.remove();
  // The keyboard stays where it was.
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}
