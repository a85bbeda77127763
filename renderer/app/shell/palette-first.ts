import type { SpotlightStore } from '@mantine/spotlight';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { Found } from '#renderer/app/screens/screen-row.ts';
import type { PaletteEntry, PaletteGroup } from './palette-entries.ts';

type Given = {
  readonly store: SpotlightStore;
  readonly listId: string;
  readonly query: string;
  readonly groups: readonly PaletteGroup[];
  /** What the core has found, for these words or, while it is `busy`, for those before them. */
  readonly found: readonly Found[];
  readonly busy: boolean;
  readonly run: (entry: PaletteEntry) => void;
};

/** As the palette's own arrows do it, which leave what arrives later without a choice. */
function select(options: readonly Element[], at: number, store: SpotlightStore): void {
  for (const [place, option] of options.entries()) option.toggleAttribute('data-selected', place === at);
  if (options.length > 0 && store.getState().selected !== at) store.setState({ ...store.getState(), selected: at });
}

/**
 * For words that were typed, Enter takes the first entry, until the arrows have chosen another. What the core has yet to find is
 * waited for: what stands there meanwhile was found for other words. The answer handles the keys of the search field.
 */
export function useFirst({ store, listId, query, groups, found, busy, run }: Given): (event: KeyboardEvent) => void {
  const moved = useRef(false);
  const entered = useRef<string | null>(null);
  const last = useRef(query);
  useLayoutEffect(() => {
    if (last.current !== query) {
      last.current = query;
      moved.current = false;
      entered.current = null;
    }
    if (query.trim() === '') return;
    const options = [...document.querySelectorAll(`#${listId} [data-action]`)];
    const chosen = options.findIndex((option) => option.hasAttribute('data-selected'));
    select(options, moved.current ? Math.max(chosen, 0) : 0, store);
    if (busy || entered.current === null) return;
    entered.current = null;
    const first = groups[0]?.entries[0];
    if (first !== undefined) run(first);
  });
  return (event) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moved.current = true;
    if (event.key !== 'Enter' || !busy) return;
    const entries = groups.flatMap((group) => group.entries);
    const chosen = entries[store.getState().selected];
    if (chosen !== undefined && !found.some(({ id }) => id === chosen.id)) return;
    event.preventDefault();
    event.stopPropagation();
    entered.current = query;
  };
}
