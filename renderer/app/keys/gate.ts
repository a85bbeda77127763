import { isWriting, notePress } from './belongs.ts';

/** Keys that mean something again each time while they are held down. */
const moves = new Set(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Tab']);

type Repeats = (event: KeyboardEvent) => boolean;

/**
 * Stands before every key handler of the page, ours and the libraries'. Two kinds of key press go no further:
 *
 * - Those of an input method. Enter, Escape and arrows choose among its candidates and mean nothing to the page. Most
 *   browsers mark them (`isComposing`); WebKit ends the composition first and marks the key press by its code, 229.
 * - Those of a key that is held down, but for moving and for writing in the field it was pressed in. A finger that rests
 *   on Enter while a dialog opens under it must not confirm that dialog.
 *
 * `repeats` says of further keys that they move, as they are set.
 */
export function gateKeys(page: Window, repeats: Repeats): void {
  /** Whether the last key that went down was for the input method. */
  let taken = false;
  let pressedIn: EventTarget | null = null;

  const belongsToInputMethod = (event: KeyboardEvent): boolean =>
    // oxlint-disable-next-line typescript/no-deprecated -- the code is all that WebKit tells
    event.isComposing || event.keyCode === 229;

  const onKeyDown = (event: KeyboardEvent) => {
    notePress();
    taken = belongsToInputMethod(event);
    if (taken) return event.stopImmediatePropagation();
    if (!event.repeat) {
      pressedIn = event.target;
      return;
    }
    if (mayRepeat(event, pressedIn, repeats)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // Where the system sends the key on all the same, Enter would still submit the form around the field.
  const onKeyPress = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !taken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  page.addEventListener('keydown', onKeyDown, { capture: true });
  page.addEventListener('keypress', onKeyPress, { capture: true });
}

function mayRepeat(event: KeyboardEvent, pressedIn: EventTarget | null, repeats: Repeats): boolean {
  const { target, key } = event;
  if (!isWriting(target)) return moves.has(key) || repeats(event);
  if (target !== pressedIn || key === 'Escape') return false;
  const plain = !event.ctrlKey && !event.metaKey;
  return key !== 'Enter' || (target instanceof HTMLTextAreaElement && plain);
}
