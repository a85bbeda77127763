import { onTestFinished, expect, test } from 'vitest';
import type { NewEvent } from '#shared/model/event/event.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { openStore } from '#core/store/open.ts';
import { journalSize } from '#core/store/journal/journal.ts';

const payload = { what: 'order received', name: 'x', partner: null, facts: [], reference: null, link: null };
const good: NewEvent = { source: 'chat', sourceId: '1', kind: 'business.event', occurredAt: 1, payload };

/** What a connector that trusts its far side may hand on, whatever its types say. */
const wrong: Readonly<Record<string, unknown>> = {
  'a source that is a number': { source: 7 },
  'no source': { source: '' },
  'a source id that is a number': { sourceId: 7 },
  'no source id': { sourceId: undefined },
  'a kind that nobody knows': { kind: 'nothing.such' },
  'a kind that every object has': { kind: 'constructor' },
  'a time that is no number': { occurredAt: Number.NaN },
  'a time with a fraction': { occurredAt: 1.5 },
  'a time in a text': { occurredAt: '1' },
  'an actor that is a number': { actor: 7 },
  'an address that is a number': { actor: 'pat', email: 7 },
  'a proof that nobody knows': { actor: 'pat', proof: 'magic' },
  'a clock reading that is a number': { hlc: 7 },
  'a device that is a number': { device: 7 },
};

test.each(Object.entries(wrong))('An event with %s never gets into the journal, and breaks no chain.', (_, change) => {
  const store = openStore({ path: ':memory:', log: () => undefined });
  onTestFinished(() => store.close());
  const ingest = (events: readonly NewEvent[]) => store.write((db) => ingestEvents(db, events, 1));
  ingest([good]);
  expect(() => ingest([Object.assign({ ...good, sourceId: '2' }, change)])).toThrow(
    /is no valid .+: expected|: .+ expected/,
  );
  ingest([{ ...good, sourceId: '3' }]);
  expect([store.read(journalSize), verifyStore(store).problems]).toEqual([2, []]);
});
