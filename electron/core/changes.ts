import type { LiveEvent } from '#shared/contract/system.ts';
import type { Clock } from './ports.ts';

export type Area = LiveEvent['areas'][number];

export type Changes = {
  /** Something changed in an area; for issues and actions, which ones. Cheap: announcements are gathered. */
  touch(area: Area, issueIds?: readonly string[]): void;
  /** All areas at once, then each gathered change, until the signal. A slow reader gets changes merged, never a backlog. */
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<LiveEvent, void, void>;
};

const everything: LiveEvent = {
  areas: ['issues', 'actions', 'feeds', 'connections', 'people', 'system'],
  issueIds: [],
  more: true,
};
const gatherFor = 100;
const idLimit = 500;

/** What a subscriber has not been told yet. */
type Pending = {
  readonly areas: Set<Area>;
  readonly ids: Set<string>;
  more: boolean;
  /** True once gathering is over: kept, since a subscriber may be busy with what it was told before. */
  ready: boolean;
  wake: (() => void) | null;
};

export function createChanges(clock: Clock): Changes {
  const subscribers = new Set<Pending>();
  let scheduled = false;

  const flush = (): void => {
    scheduled = false;
    for (const pending of subscribers) {
      pending.ready = pending.areas.size > 0;
      if (pending.ready) pending.wake?.();
    }
  };

  return {
    touch(area, issueIds = []) {
      if (subscribers.size === 0) return;
      for (const pending of subscribers) {
        pending.areas.add(area);
        for (const id of issueIds) {
          if (pending.ids.size < idLimit) pending.ids.add(id);
          else if (!pending.ids.has(id)) pending.more = true;
        }
      }
      if (scheduled) return;
      scheduled = true;
      clock.after(gatherFor, flush);
    },
    async *subscribe(signal) {
      const pending: Pending = { areas: new Set(), ids: new Set(), more: false, ready: false, wake: null };
      subscribers.add(pending);
      const wakeOnAbort = (): void => pending.wake?.();
      signal?.addEventListener('abort', wakeOnAbort);
      try {
        yield everything;
        for (;;) {
          if (signal?.aborted) return;
          if (!pending.ready) await new Promise<void>((resolve) => (pending.wake = resolve));
          pending.wake = null;
          pending.ready = false;
          if (pending.areas.size === 0) continue;
          const event: LiveEvent = { areas: [...pending.areas], issueIds: [...pending.ids], more: pending.more };
          pending.areas.clear();
          pending.ids.clear();
          pending.more = false;
          yield event;
        }
      } finally {
        subscribers.delete(pending);
        signal?.removeEventListener('abort', wakeOnAbort);
      }
    },
  };
}
