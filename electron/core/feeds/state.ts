import type { Millis } from '#shared/lib/time.ts';
import type { FeedHealth, FeedState } from '#shared/model/connection.ts';
import { pauseOfFeeds } from '../connections/pause.ts';
import type { FeedManifest } from '../connectors/manifest.ts';
import type { Pause } from '../store/tables/connections.ts';
import type { FeedRow } from '../store/tables/feeds.ts';

type Moment = {
  readonly now: Millis;
  readonly polling: boolean;
  readonly pause: Pause | null;
  readonly connected: boolean;
  readonly notes: readonly string[];
};

function healthOf(row: FeedRow, { staleAfterMs }: FeedManifest, { now, polling, pause }: Moment): FeedHealth {
  if (row.error !== null) return 'failing';
  if (polling) return 'polling';
  if (pauseOfFeeds(pause, now) !== null) return 'paused';
  if (row.lastSuccessAt === null) return 'never polled';
  // A success in the future says only that the clock was put back since.
  return Math.abs(now - row.lastSuccessAt) > staleAfterMs ? 'stale' : 'healthy';
}

/** When it is polled next by itself: not before its own time, and not while its connection is paused. */
function nextOf({ nextAttemptAt }: FeedRow, { now, pause, connected }: Moment): Millis | null {
  if (!connected || nextAttemptAt === null) return null;
  const held = pauseOfFeeds(pause, now);
  if (held === null) return nextAttemptAt;
  return held.until === null ? null : Math.max(nextAttemptAt, held.until);
}

/** Why it is not read as it should be, and what ends that. */
function heldBy(row: FeedRow, moment: Moment): FeedState['held'] {
  if (!moment.connected) return null;
  const pause = pauseOfFeeds(moment.pause, moment.now);
  const reason = pause?.reason ?? row.error;
  return reason === null ? null : { reason, until: nextOf(row, moment) };
}

/** A feed as the connections screen shows it. */
export function toFeedState(
  owner: Pick<FeedState, 'connection' | 'connector'>,
  manifest: FeedManifest,
  row: FeedRow,
  moment: Moment,
): FeedState {
  return {
    id: row.id,
    ...owner,
    name: manifest.name,
    health: healthOf(row, manifest, moment),
    lastSuccessAt: row.lastSuccessAt,
    lastAttemptAt: row.lastAttemptAt,
    nextAttemptAt: nextOf(row, moment),
    cursorAt: row.cursorAt,
    error: row.error,
    held: heldBy(row, moment),
    notes: moment.notes,
    received: row.received,
    duplicates: row.duplicates,
  };
}
