import { announce } from '#renderer/kit/announce.tsx';
import { chosen, movedTo } from './arrange.ts';
import type { Measures } from './column.ts';
import { changeLayout, layoutOf } from './use-layout.ts';

type Named = Measures & { readonly heading: string };

/** Puts a column where another one is, and says where it stands then. Without a place it has nowhere to go, which is said too. */
export function moveColumn(view: string, columns: readonly Named[], id: string, place: string | undefined): void {
  if (place !== undefined) changeLayout(view, { order: movedTo(columns, layoutOf(view), id, place) });
  const shown = chosen(columns, layoutOf(view));
  const at = shown.findIndex((column) => column.id === id);
  const heading = shown[at]?.heading;
  if (heading === undefined) return;
  const end = at === 0 ? 'first' : 'last';
  announce(
    place === undefined
      ? `${heading} is the ${end} column already.`
      : `${heading}: column ${at + 1} of ${shown.length}.`,
  );
}
