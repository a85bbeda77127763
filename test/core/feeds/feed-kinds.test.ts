import { expect, test } from 'vitest';
import type { NewEvent } from '#shared/model/event/event.ts';
import { feedKinds } from '#shared/model/event/kinds.ts';
import { journalSize } from '#core/store/journal/journal.ts';
import { oneOfEach } from '#test/core/stories/one-of-each.ts';
import { caseEvent, feedsHarness, pageOf } from './feeds-harness.ts';

const only = new Set<string>(feedKinds);
const first = new Map(oneOfEach.map((event) => [event.kind, { ...event, source: 'crm' }]));

/** What becomes of a feed that brings this beside an honest event. */
async function brings(event: NewEvent, trouble: RegExp | null = /A poll failed/) {
  const h = feedsHarness(async function* () {
    yield pageOf([caseEvent(1), event], 'read');
  });
  if (trouble !== null) h.expectsTrouble(trouble);
  await h.clock.advance(0);
  return { error: h.state().error, kept: h.store.read((db) => journalSize(db)) };
}

test.each([...first.values()].filter(({ kind }) => !only.has(kind)).map((event) => [event.kind, event] as const))(
  'A feed that brings %s is refused, and says so: only the core writes that.',
  async (kind, event) => {
    const { error, kept } = await brings(event);
    expect(kept).toBe(0);
    expect(error).toContain(`is no valid ${kind}: a feed brings exchange.reported, receipt.received`);
    expect(error).toContain('Nothing was stored.');
  },
);

test.each([...first.values()].filter(({ kind }) => only.has(kind)).map((event) => [event.kind, event] as const))(
  'A feed may bring %s.',
  async (_, event) => {
    expect(await brings(event, null)).toEqual({ error: null, kept: 2 });
  },
);

test.each(['', 'person', 'command', 'outbox', 'trading-grid'])('No feed speaks as “%s”.', async (source) => {
  const { error, kept } = await brings({ ...caseEvent(2), source });
  expect([kept, error]).toEqual([0, expect.stringContaining('its source is not crm')]);
});
