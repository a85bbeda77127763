import { assert, integer, property, record, string, stringMatching } from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { NewEvent } from '#shared/model/event.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { idempotencyKey } from '#core/outbox/idempotency-key.ts';
import { applyReceipts } from '#core/outbox/receipts.ts';
import { outboxPage } from '#core/outbox/read.ts';
import { issueIdOfKey } from '#core/evidence/fingerprint.ts';
import { actionSchema } from '#shared/contract/schemas.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { type OutboxHarness, outboxHarness } from './outbox-harness.ts';

let h: OutboxHarness | null = null;
afterEach(async () => {
  await h?.close();
  h = null;
});

function caseChanged(key: string, occurredAt: number, status: string): NewEvent {
  const payload = {
    key,
    caseId: '500A',
    caseNumber: '00001026',
    status,
    owner: 'Queue',
    priority: null,
    closed: status === 'Closed',
    url: 'https://crm.example/500A',
  };
  return { source: 'crm', sourceId: `${key} ${occurredAt}`, kind: 'case.changed', occurredAt, payload };
}

test('a receipt gives the action its number and what became of it; older news changes nothing', async () => {
  h = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => done())) });
  const { store, ingest, clock } = h;
  h.start();
  const [row] = h.request(1);
  await clock.advance(0);
  const key = row?.idempotencyKey ?? '';
  const apply = (event: NewEvent) => store.write((db) => applyReceipts(db, [event], ingest));
  expect(apply(caseChanged(key, 200, 'Closed')).issueIds).toEqual(['issue1']);
  expect(apply(caseChanged(key, 100, 'New')).actionIds).toEqual([]);
  expect(apply(caseChanged('GL-other-1-aaaaaaaa', 300, 'New')).actionIds).toEqual([]);
  const page = store.read((db) => outboxPage(db, { states: ['accepted'], offset: 0, limit: 10, now: clock.now() }));
  expect(page.actions.map((action) => actionSchema.parse(action))).toEqual(page.actions);
  expect(page).toMatchObject({
    total: 1,
    byState: [{ state: 'accepted', count: 1 }],
    actions: [
      {
        reference: '00001026',
        url: 'https://crm.example/500A',
        remote: { status: 'Closed', owner: 'Queue', closed: true },
        holdUntil: null,
      },
    ],
  });
});

test('a receipt proves that an unknown one did happen', async () => {
  h = outboxHarness(
    { perform: () => Promise.reject(new ConnectorError('unclear', 'crm.reset', 'Reset')) },
    { deliveryClass: 'at-most-once' },
  );
  const { store, ingest, clock, events } = h;
  h.start();
  const [row] = h.request(1);
  await clock.advance(0);
  expect(h.states()).toEqual(['outcome unknown']);
  store.write((db) => applyReceipts(db, [caseChanged(row?.idempotencyKey ?? '', 5, 'New')], ingest));
  expect(h.find(row?.id ?? '')).toMatchObject({ state: 'accepted', error: null, doubtful: false });
  expect(events.at(-1)).toMatchObject({
    kind: 'action.receipt',
    payload: { state: 'accepted', reference: '00001026' },
  });
});

test('one that waits to be tried again after an unclear attempt is not sent again once a receipt is there', async () => {
  let calls = 0;
  h = outboxHarness({
    perform() {
      calls++;
      return Promise.reject(new ConnectorError('unclear', 'crm.reset', 'Reset'));
    },
  });
  const { store, ingest, clock } = h;
  h.start();
  const [row] = h.request(1);
  await clock.advance(0);
  store.write((db) => applyReceipts(db, [caseChanged(row?.idempotencyKey ?? '', 5, 'New')], ingest));
  await clock.advance(3_600_000);
  expect([calls, h.states()]).toEqual([1, ['accepted']]);
});

test('a receipt that overtakes the answer of its own call is not lost', async () => {
  let answer: () => void = () => undefined;
  h = outboxHarness({
    perform: (items) => new Promise((resolve) => (answer = () => resolve(items.map(() => done())))),
  });
  const { store, ingest, clock } = h;
  h.start();
  const [row] = h.request(1);
  await clock.advance(0);
  store.write((db) => applyReceipts(db, [caseChanged(row?.idempotencyKey ?? '', 5, 'Working')], ingest));
  answer();
  await clock.advance(0);
  expect(h.find(row?.id ?? '')).toMatchObject({
    state: 'accepted',
    reference: '00001026',
    remote: { status: 'Working' },
  });
});

test('a key is a pure function of what is sent, safe in a URL, and begins with its issue', () => {
  const identity = record({
    step: string(),
    issueId: stringMatching(/^[a-z2-7]{16}$/),
    generation: integer({ min: 1, max: 100_000 }),
    recipient: string(),
  });
  assert(
    property(identity, identity, (one, other) => {
      const key = idempotencyKey(one);
      expect(key).toMatch(/^GL-[a-z2-7]{16}-[0-9a-z]+-[a-z2-7]{8}$/);
      expect(idempotencyKey({ ...one })).toBe(key);
      expect(issueIdOfKey(key)).toBe(one.issueId);
      const sameIssue = one.issueId === other.issueId && one.generation === other.generation;
      expect(sameIssue || idempotencyKey(other) !== key).toBe(true);
      expect(idempotencyKey({ ...one, recipient: `${one.recipient}x` })).not.toBe(key);
    }),
  );
  expect(() => idempotencyKey({ step: 's', issueId: 'a/b', generation: 1, recipient: '' })).toThrow(/issue id/);
});
