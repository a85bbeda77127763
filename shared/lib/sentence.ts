/** The text with a full stop, unless it ends in a mark of its own: so that another sentence can follow. */
export function sentence(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed === '' || /[.!?…:;]["”’')\]]*$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
