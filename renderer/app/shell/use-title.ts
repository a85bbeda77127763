import { useEffect } from 'react';
import { useRoute } from '#renderer/app/router.ts';
import { screenRow } from '#renderer/app/screens/registry.ts';
import type { Badge } from '#renderer/app/screens/screen-row.ts';
import { number } from '#renderer/kit/count-words.ts';
import type { Waiting } from './use-waiting.ts';

/** `(12) Queue · Gridline`. */
export function titleOf(name: string, badge: Badge | undefined): string {
  const waits = badge !== undefined && badge.count > 0 ? `(${number(badge.count)}) ` : '';
  return `${waits}${name} · Gridline`;
}

/** Keeps the title of the page: where one is, and how much waits there. */
export function useTitle(waiting: Waiting): void {
  const { name, badge } = screenRow(useRoute((route) => route.screen));
  const title = titleOf(name, badge?.(waiting));
  useEffect(() => {
    document.title = title;
  }, [title]);
}
