import type { Json } from '#shared/lib/json.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { eventKinds } from '#shared/model/event/kinds.ts';
import { exchangeReportSchema } from '#shared/model/feed/exchange.ts';
import type { Feed } from '#core/connectors/feed.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';

export type Polled = {
  readonly events: readonly NewEvent[];
  readonly cursor: Json | null;
  readonly pages: number;
  /** Entries that went no further than their text. */
  readonly known: number;
  readonly notes: readonly string[];
};

/** Reads a feed to its end as the runner does; every payload is checked against what the journal takes. */
export async function poll(feed: Feed | undefined, cursor: Json | null = null, signal?: AbortSignal): Promise<Polled> {
  if (feed === undefined) throw new Error('There is no such feed.');
  const events: NewEvent[] = [];
  let next = cursor;
  let pages = 0;
  let known = 0;
  let notes: readonly string[] = [];
  for await (const page of feed({ cursor, signal: signal ?? new AbortController().signal })) {
    pages += 1;
    known += page.known ?? 0;
    for (const event of page.events) {
      const payload = withRealm(event);
      eventKinds[event.kind].payload.parse(payload);
      events.push({ ...event, payload });
    }
    next = page.cursor ?? next;
    notes = page.notes ?? notes;
  }
  return { events, cursor: next, pages, known, notes };
}

/** What the core adds to a report of a network before it is journaled. */
function withRealm({ kind, payload }: NewEvent): Json {
  return kind === 'exchange.reported' ? { ...exchangeReportSchema.parse(payload), realm: 'here' } : payload;
}

/** The error a promise ends with, as kind and code; anything but a `ConnectorError` fails the test. */
export async function failure(work: Promise<unknown>): Promise<ConnectorError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}
