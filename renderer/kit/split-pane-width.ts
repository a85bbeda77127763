/** Of the whole width, in percent. */
export const usual = 46;
export const narrowest = 25;
export const widest = 70;

const step = 2;

/** A width as it may be: whole percent between the narrowest and the widest; the usual one for what is none. */
export function sideAt(percent: unknown): number {
  if (typeof percent !== 'number' || !Number.isFinite(percent)) return usual;
  return Math.min(widest, Math.max(narrowest, Math.round(percent)));
}

/** The width after a key: left makes the part on the right wider. Null for a key that means nothing here. */
export function sideAfterKey(key: string, percent: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return sideAt(percent + step);
    case 'ArrowRight':
      return sideAt(percent - step);
    case 'Home':
      return narrowest;
    case 'End':
      return widest;
    default:
      return null;
  }
}
