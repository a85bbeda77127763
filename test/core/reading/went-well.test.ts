import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewEvent } from '#shared/model/event/event.ts';
import { hour } from '#shared/lib/time.ts';
import { openDesk } from '../stories/desk.ts';
import { monday, transaction } from '../stories/samples.ts';

let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.close());

let count = 0;
const told = (name: string, partner: string | null, reference: string | null): NewEvent => ({
  source: 'erp',
  sourceId: `${count++}`,
  kind: 'business.event',
  occurredAt: monday + hour,
  payload: { what: 'payment confirmed', name, partner, facts: [], reference, link: null },
});

test('The timeline of an issue shows what went well with its document, of its partner alone, where it happened.', () => {
  desk.take(transaction());
  const { id, documentNumber, partnerAddress } = desk.only();
  expect([documentNumber, partnerAddress]).toEqual([expect.any(String), expect.any(String)]);
  const before = desk.show(id)?.detail.timeline ?? [];
  desk.take(
    told('The invoice', partnerAddress?.toLowerCase() ?? null, documentNumber),
    told('Somebody else’s', 'ZZ:ELSE', documentNumber),
    told('Nobody’s', null, documentNumber),
    told('Another invoice', partnerAddress, `${documentNumber}0`),
    told('No number', partnerAddress, null),
  );
  const after = desk.show(id)?.detail.timeline ?? [];
  const known = new Set(before.map(({ seq }) => seq));
  expect(after.filter(({ seq }) => !known.has(seq))).toEqual([
    expect.objectContaining({ text: 'An invoice was paid: The invoice', tone: 'neutral', at: monday + hour }),
  ]);
  expect(after.map(({ at }) => at)).toEqual(after.map(({ at }) => at).toSorted((a, b) => a - b));
});

test('Who reported an issue goes by the name of the connection.', () => {
  desk.take(transaction());
  expect(desk.show(desk.only().id, () => 'Orders of Europe')?.detail.reportedBy).toBe('Orders of Europe');
});
