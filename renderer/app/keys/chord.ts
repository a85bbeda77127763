import { isSign, type Press } from './press.ts';

/** A press as the table of commands writes it: `j`, `Shift+j`, `?`, `Mod+k`, `Shift+ArrowDown`. Null for one with Alt. */
export function chordOf({ key, shift, control, alt }: Press): string | null {
  if (alt) return null;
  const isLetter = /^[a-z]$/i.test(key);
  // A sign that is typed with Shift says so by itself.
  const said = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key;
  const withShift = shift && (isLetter || said.length > 1);
  return `${control ? 'Mod+' : ''}${withShift ? 'Shift+' : ''}${said}`;
}

/** The keys of a sequence, one after another. */
export const chordsOf = (sequence: string): readonly string[] => sequence.split(' ');

/** Whether a chord types a character: those can be changed and turned off, and keys such as Enter and the arrows can't. */
export const types = (chord: string): boolean => isSign(lastPart(chord));

export const hasControl = (chord: string): boolean => chord.startsWith('Mod+');

const lastPart = (chord: string): string => (chord.endsWith('+') ? '+' : (chord.split('+').at(-1) ?? ''));

const isMac = () => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const names: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
};

/** A sequence as its keys are printed: `Shift` and `j`, or `g` and `q`. */
export function printed(sequence: string): readonly string[] {
  return chordsOf(sequence).flatMap((chord) => [
    ...(hasControl(chord) ? [isMac() ? '⌘' : 'Ctrl'] : []),
    ...(chord.includes('Shift+') ? ['Shift'] : []),
    names[lastPart(chord)] ?? lastPart(chord),
  ]);
}

/** As screen readers are told; null for keys pressed one after another, which they have no word for. */
export function ariaShortcut(sequence: string): string | null {
  const [chord = '', ...more] = chordsOf(sequence);
  if (more.length > 0) return null;
  return chord.replace('Mod+', isMac() ? 'Meta+' : 'Control+');
}
