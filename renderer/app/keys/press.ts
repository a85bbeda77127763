export type Press = {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly control: boolean;
  readonly alt: boolean;
};

type Event = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> & {
  readonly getModifierState?: KeyboardEvent['getModifierState'];
};

/** Whether a key is a character that is typed, not one such as Enter. */
export const isSign = (key: string): boolean => /^.$/u.test(key);

/** A key press as the key map reads it: letters are small unless Shift is held, whatever Caps Lock says. */
export function pressOf(event: Event): Press {
  const { shiftKey: shift } = event;
  // What AltGr types is a sign like any other; Windows says Ctrl and Alt of it.
  const typed = isSign(event.key) && event.getModifierState?.('AltGraph') === true;
  const alt = event.altKey && !typed;
  const letter = letterOf(event);
  const key = letter === null ? event.key : shift ? letter.toUpperCase() : letter;
  return { key, shift, control: (event.ctrlKey || event.metaKey) && !typed, alt };
}

/** The Latin letter of the key; on a layout of another script, the one that is printed at its place. */
function letterOf({ key, code }: Event): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const foreign = /^\p{L}$/u.test(key) && !/\p{Script=Latin}/u.test(key);
  return foreign ? (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null) : null;
}
