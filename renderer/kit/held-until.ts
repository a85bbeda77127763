import { create } from 'zustand';
import { coreNow } from '#renderer/data/now.ts';
import type { Millis } from '#shared/lib/time.ts';

/** Until when actions asked for in this window can be undone: queue rows do not carry it. */
const useHeld = create<{ readonly until: ReadonlyMap<string, Millis> }>(() => ({ until: new Map() }));

export function rememberHeld(ids: readonly string[], until: Millis): void {
  useHeld.setState(({ until: known }) => ({
    until: new Map([...[...known].filter(([, at]) => at > coreNow()), ...ids.map((id) => [id, until] as const)]),
  }));
}

export function useHeldUntil(id: string): Millis | null {
  return useHeld((held) => held.until.get(id) ?? null);
}
