import { Part } from '#renderer/app/later.tsx';
import { useRoute } from '#renderer/app/router.ts';
import { screenRow } from './registry.ts';
import type { ScreenProps } from './screen-row.ts';

/** The screen that one is at. It fails for itself: the way to the others stays open. */
export function CurrentScreen({ info, counts }: ScreenProps) {
  const row = screenRow(useRoute((route) => route.screen));
  return <Part key={row.id} code={row.code} props={{ info, counts }} place={row.place} />;
}
