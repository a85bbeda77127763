/** The known word that `word` was probably meant to be (`prioritty` for `priority`); null where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  const most = wanted.length < 5 ? 1 : wanted.length < 9 ? 2 : 3;
  let best: string | null = null;
  let least = most + 1;
  for (const one of known) {
    if (Math.abs(one.length - wanted.length) > most) continue;
    const away = editDistance(wanted, one.toLowerCase());
    if (away < least) [best, least] = [one, away];
  }
  return best;
}

/** Letters inserted, left out, changed, or swapped with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const now = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = (last[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
          ? (beforeLast[column - 2] ?? 0) + 1
          : changed;
      now.push(Math.min(changed, swapped, (last[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = now;
  }
  return last[to.length] ?? 0;
}
