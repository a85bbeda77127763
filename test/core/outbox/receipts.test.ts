import { assert, property, record, string, stringMatching } from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { DeliveryClass } from '#shared/model/action/action.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';
import { ConnectorError } from '#core/connectors/sdk/error.ts';
import { idempotencyKey } from '#core/outbox/requests/idempotency-key.ts';
import { nextState } from '#core/outbox/next-state.ts';
import { applyReceipts } from '#core/outbox/receipts.ts';
import { outboxPage } from '#core/outbox/read.ts';
import { issueIdOfKey } from '#core/evidence/fingerprint.ts';
import { actionSchema } from '#shared/contract/schemas/action.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { receipt } from '#test/harness/receipt.ts';
import { type OutboxHarness, outboxHarness, person } from './outbox-harness.ts';
import { first, only } from '#test/harness/pick.ts';

let h: OutboxHarness | null = null;
afterEach(async () => {
  await h?.close();
  h = null;
});

function caseChanged(key: string, occurredAt: number, status: string): NewEvent {
  return receipt(status === 'Closed' ? 'closed' : 'accepted', key, occurredAt, { status, owner: 'Queue' });
}

test('a receipt gives the action its number and what became of it; older news changes nothing', async () => {
  h = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => done())) });
  const { store, clock } = h;
  h.start();
  const row = only(h.request(1));
  await clock.advance(0);
  const key = row.idempotencyKey;
  const apply = (event: NewEvent) => store.write((db) => applyReceipts(db, [event]));
  expect(apply(caseChanged(key, 200, 'Closed')).issueIds).toEqual(['issue1']);
  expect(apply(caseChanged(key, 100, 'New')).actionIds).toEqual([]);
  expect(apply(caseChanged('GL-other-1-aaaaaaaa', 300, 'New')).actionIds).toEqual([]);
  const page = store.read((db) =>
    outboxPage(db, { states: ['accepted'], offset: 0, limit: 10, now: clock.now(), ...person }),
  );
  expect(page.actions.map((action) => actionSchema.parse(action))).toEqual(page.actions);
  expect(page).toMatchObject({
    total: 1,
    byState: [{ state: 'accepted', count: 1 }],
    actions: [
      {
        reference: '00001042',
        url: 'https://crm.example/500',
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
  const { store, clock } = h;
  h.start();
  const row = only(h.request(1));
  await clock.advance(0);
  expect(h.states()).toEqual(['outcome unknown']);
  store.write((db) => applyReceipts(db, [caseChanged(row.idempotencyKey, 5, 'New')]));
  expect(h.find(row.id)).toMatchObject({
    state: 'accepted',
    error: null,
    doubtful: false,
    reference: '00001042',
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
  const { store, clock } = h;
  h.start();
  const row = only(h.request(1));
  await clock.advance(0);
  store.write((db) => applyReceipts(db, [caseChanged(row.idempotencyKey, 5, 'New')]));
  await clock.advance(3_600_000);
  expect([calls, h.states()]).toEqual([1, ['accepted']]);
});

test('a receipt that overtakes the answer of its own call is not lost', async () => {
  let answer: () => void = () => undefined;
  h = outboxHarness({
    perform: (items) => new Promise((resolve) => (answer = () => resolve(items.map(() => done())))),
  });
  const { store, clock } = h;
  h.start();
  const row = only(h.request(1));
  await clock.advance(0);
  store.write((db) => applyReceipts(db, [caseChanged(row.idempotencyKey, 5, 'Working')]));
  answer();
  await clock.advance(0);
  expect(h.find(row.id)).toMatchObject({
    state: 'accepted',
    reference: '00001042',
    remote: { status: 'Working' },
  });
});

/** The states that an action goes through by these receipts, told in this order; `at` is when each one was. */
async function statesBy(...told: readonly (readonly [ReceiptKind, number])[]) {
  const one = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => done())) });
  one.start();
  const row = first(one.request(1));
  await one.clock.advance(0);
  const states = told.map(([kind, at]) => {
    one.store.write((db) => applyReceipts(db, [receipt(kind, row.idempotencyKey, at)]));
    return one.states()[0];
  });
  const { error } = one.find(row.id);
  await one.close();
  return { states, error };
}

test.each([
  {
    told: [
      ['delivered', 30],
      ['accepted', 10],
      ['handed over', 20],
    ],
    states: ['delivered', 'delivered', 'delivered'],
  },
  {
    told: [
      ['accepted', 30],
      ['delivered', 20],
      ['handed over', 40],
    ],
    states: ['accepted', 'delivered', 'delivered'],
  },
  {
    told: [
      ['handed over', 10],
      ['read', 20],
      ['replied', 30],
    ],
    states: ['handed over', 'delivered', 'delivered'],
  },
  {
    told: [
      ['bounced', 20],
      ['delivered', 20],
      ['accepted', 10],
    ],
    states: ['bounced', 'bounced', 'bounced'],
  },
  {
    told: [
      ['delivered', 20],
      ['bounced', 20],
    ],
    states: ['delivered', 'bounced'],
  },
  {
    told: [
      ['delivered', 20],
      ['bounced', 10],
    ],
    states: ['delivered', 'delivered'],
  },
  {
    told: [
      ['bounced', 10],
      ['replied', 15],
      ['delivered', 20],
    ],
    states: ['bounced', 'bounced', 'delivered'],
  },
  {
    told: [
      ['delivered', 10],
      ['opted out', 20],
    ],
    states: ['delivered', 'delivered'],
  },
  {
    told: [
      ['handed over', 10],
      ['opted out', 20],
    ],
    states: ['handed over', 'opted out'],
  },
  {
    told: [
      ['handed over', 10],
      ['refused', 20],
    ],
    states: ['handed over', 'refused'],
  },
  {
    told: [
      ['deleted', 20],
      ['accepted', 20],
    ],
    states: ['deleted', 'accepted'],
  },
] as const)('an action goes on by receipts, never back by an old one: $told', async ({ told, states }) => {
  expect((await statesBy(...told)).states).toEqual(states);
});

test('what bounced says so with the words of whoever carried it, and can be asked for anew under another key', async () => {
  h = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => done())) });
  const { store, clock } = h;
  h.start();
  const row = only(h.request(1));
  await clock.advance(0);
  const key = row.idempotencyKey;
  store.write((db) => applyReceipts(db, [receipt('bounced', key, 5, { noun: 'letter', words: 'Mailbox full' })]));
  expect(h.find(row.id)).toMatchObject({
    state: 'bounced',
    error: {
      message: 'Letter 00001042 bounced: Mailbox full',
      next: 'Check the address, then send it again.',
    },
  });
  const [again] = h.request(1);
  expect(again?.idempotencyKey).not.toBe(key);
  await clock.advance(0);
  expect(h.states().toSorted()).toEqual(['accepted', 'bounced']);
});

test('older news of another thing under the same key says nothing, until the one that stands for it has ended', async () => {
  h = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => done())) });
  const { store, clock } = h;
  h.start();
  const row = only(h.request(1));
  await clock.advance(0);
  const hear = (kind: ReceiptKind, at: number, id: string) => {
    store.write((db) => applyReceipts(db, [receipt(kind, row.idempotencyKey, at, { id, reference: id })]));
    return h?.find(row.id).reference;
  };
  expect([
    hear('accepted', 20, '500'),
    hear('accepted', 10, '400'),
    hear('deleted', 30, '500'),
    hear('accepted', 25, '600'),
  ]).toEqual(['500', '500', '500', '600']);
  expect(h.states()).toEqual(['accepted']);
});

test('what failed here without a doubt is not called accepted because another desk made it', async () => {
  const refused = { code: 'crm.refused', message: 'Refused', family: 'user', next: null } as const;
  h = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => ({ result: 'failed', error: refused }))) });
  const { store, clock } = h;
  h.start();
  const row = only(h.request(1));
  await clock.advance(0);
  store.write((db) => applyReceipts(db, [caseChanged(row.idempotencyKey, 5, 'New')]));
  expect(h.find(row.id)).toMatchObject({
    state: 'failed',
    reference: '00001042',
    error: { code: 'crm.refused' },
  });
});

/** An action whose call is under way until the given function answers it. */
async function underWay(deliveryClass: DeliveryClass) {
  let answer: (answered: boolean) => void = () => undefined;
  const one = outboxHarness(
    {
      perform: (items) =>
        new Promise((resolve, reject) => {
          answer = (answered) =>
            answered ? resolve(items.map(() => done())) : reject(new ConnectorError('unclear', 'crm.reset', 'Reset'));
        }),
    },
    { deliveryClass },
  );
  h = one;
  one.start();
  const row = first(one.request(1));
  await one.clock.advance(0);
  return {
    one,
    id: row.id,
    hear: (kind: ReceiptKind, at: number) =>
      one.store.write((db) => applyReceipts(db, [receipt(kind, row.idempotencyKey, at)])),
    answer: (answered: boolean) => answer(answered),
  };
}

test('an answer that comes after its receipts does not take the action back to before them', async () => {
  const { one, hear, answer } = await underWay('idempotent');
  hear('delivered', 5);
  hear('accepted', 4);
  expect(one.states()).toEqual(['sending']);
  answer(true);
  await one.clock.advance(0);
  expect(one.states()).toEqual(['delivered']);
});

test('where the answer is lost, the receipt that came meanwhile says what became of it, also after a crash', async () => {
  const lost = await underWay('at-most-once');
  lost.hear('bounced', 5);
  lost.answer(false);
  await lost.one.clock.advance(0);
  expect(lost.one.find(lost.id)).toMatchObject({ state: 'bounced', doubtful: false });
  await lost.one.close();

  const crashed = await underWay('at-most-once');
  crashed.hear('accepted', 5);
  crashed.one.restart();
  await crashed.one.clock.advance(0);
  expect(crashed.one.find(crashed.id)).toMatchObject({ state: 'accepted', doubtful: false, overtaken: null });
});

test('a receipt that came during a call that was put off says what became of it: it is not sent again', () => {
  const busy = { code: 'x', message: 'Busy.', family: 'transient', next: null } as const;
  h = outboxHarness({});
  const [row] = h.request(1);
  if (row === undefined) throw new Error('Nothing was asked for');
  const results = [
    { result: 'retry', error: busy, afterMs: null },
    { result: 'too much', error: busy, passes: true },
    { result: 'not sent', error: busy, afterMs: 1_000 },
  ] as const;
  for (const doubtful of [true, false]) {
    for (const result of results) {
      const sending = { ...row, state: 'sending', attempts: 12, doubtful, overtaken: 'delivered' } as const;
      expect(nextState(sending, result, { now: 10, random: () => 0.5 })).toMatchObject({
        state: 'delivered',
        doubtful: false,
        nextAttemptAt: null,
      });
    }
  }
});

test('a key is a pure function of what is sent, safe in a URL, and begins with its issue', () => {
  const identity = record({
    step: string(),
    purpose: string(),
    issueId: stringMatching(/^[a-z2-7]{16}$/),
    mark: stringMatching(/^[th][0-9a-z]{1,10}$/),
    recipient: string(),
  });
  assert(
    property(identity, identity, (one, other) => {
      const key = idempotencyKey(one);
      expect(key).toMatch(/^GL-[a-z2-7]{16}-[0-9a-z]+-[a-z2-7]{8}$/);
      expect(idempotencyKey({ ...one })).toBe(key);
      expect(issueIdOfKey(key)).toBe(one.issueId);
      const sameIssue = one.issueId === other.issueId && one.mark === other.mark;
      expect(sameIssue || idempotencyKey(other) !== key).toBe(true);
      expect(idempotencyKey({ ...one, recipient: `${one.recipient}x` })).not.toBe(key);
      expect(idempotencyKey({ ...one, purpose: `${one.purpose}x` })).not.toBe(key);
    }),
  );
  expect(() => idempotencyKey({ step: 's', purpose: '', issueId: 'a/b', mark: 't1', recipient: '' })).toThrow(
    /issue id/,
  );
});
