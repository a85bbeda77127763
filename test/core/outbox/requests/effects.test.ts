import { expect, onTestFinished, test } from 'vitest';
import { planEffects, type Wanted } from '#core/outbox/requests/effects.ts';
import { findAction } from '#core/outbox/requests/find-action.ts';
import { requestActions } from '#core/outbox/requests/request.ts';
import { cancelActions } from '#core/outbox/requests/change.ts';
import { getActions } from '#core/outbox/read.ts';
import { findAction as rowOf } from '#core/store/tables/actions.ts';
import { applyReceipts } from '#core/outbox/receipts.ts';
import { openStore } from '#core/store/open.ts';
import { receipt } from '#test/harness/receipt.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { crm, newAction, outboxHarness, person } from '../outbox-harness.ts';
import { openDesk } from '../../stories/desk.ts';
import { transaction } from '../../stories/samples.ts';

test('What a connection is called makes no other effect, and another far side does.', () => {
  const [open] = crm({}).source.all();
  if (open === undefined) throw new Error('It is set up.');
  const stepOf = (id: string, realm: string) =>
    findAction(
      {
        connections: { all: () => [{ ...open, id, realm }] },
        connectors: [],
        store: openStore({ path: ':memory:', log: () => undefined }),
        connectionName: (name) => name,
        recipientKey: { partOf: (address) => address },
      },
      `${id}.escalate`,
    ).step;
  expect(stepOf('emea', 'crm desk.example')).toBe(stepOf('crm-2', 'crm desk.example'));
  expect(stepOf('crm', 'crm desk.example')).not.toBe(stepOf('crm', 'crm test.example'));
});

test('Two partners that nobody knows are two: nothing that leaves speaks of both.', () => {
  const desk = openDesk();
  onTestFinished(() => desk.close());
  for (const [number, receiverAddress] of [
    ['1', null],
    ['2', null],
    ['3', 'ZZ:NORTHWIND'],
    ['4', 'ZZ:NORTHWIND'],
  ] as const) {
    const known = receiverAddress === null ? { senderAddress: null, senderName: null, receiverName: null } : {};
    desk.take(transaction({ transactionId: number, correlationId: number, receiverAddress, ...known }));
  }
  const wanted = desk.queue().issues.flatMap(({ id }): Wanted[] => {
    const full = desk.inFull(id);
    return full === null ? [] : [{ ...full, report: '', link: null }];
  });
  const { groups } = desk.store.read((db) => planEffects(db, wanted, { capability: 'case.create', per: 'subject' }));
  expect(groups.map((group) => group.length).toSorted()).toEqual([1, 1, 2]);
});

test('Two that a person asked for on purpose are not called one too many.', async () => {
  const h = outboxHarness({
    perform: (items) =>
      Promise.resolve(items.map(({ idempotencyKey: key }) => ({ ...done(key.slice(-3)), remoteId: key }))),
  });
  onTestFinished(() => h.close());
  const context = { ingest: h.ingest, person, now: h.clock.now(), undoMs: 0 };
  const ids = ['', 'the partner wants a second one'].map(
    (purpose) =>
      h.store.write((db) => requestActions(db, [{ ...newAction(1, 'idempotent'), purpose }], context)).actions[0]?.id ??
      '',
  );
  h.start();
  await h.clock.advance(0);
  const reader = { ...person, now: h.clock.now() };
  expect(h.store.read((db) => getActions(db, ids, reader)).map(({ remark }) => remark)).toEqual([null, null]);
});

test('Asked for anew, it needs the approval that is needed now.', async () => {
  const h = outboxHarness({});
  onTestFinished(() => h.close());
  const context = { ingest: h.ingest, person, now: h.clock.now(), undoMs: 0 };
  const ask = (approval: 'anyone' | null) =>
    h.store.write((db) => requestActions(db, [{ ...newAction(1, 'idempotent'), approval }], context)).actions[0]?.id ??
    '';
  const id = ask(null);
  h.store.write((db) => cancelActions(db, [id], context));
  expect(ask('anyone')).toBe(id);
  expect(h.store.read((db) => rowOf(db, id))).toMatchObject({ state: 'awaiting approval', approval: 'anyone' });
});

test('Who has opted out is not asked anew.', async () => {
  const h = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => done())) });
  onTestFinished(() => h.close());
  h.start();
  const [row] = h.request(1);
  await h.clock.advance(0);
  const stop = receipt('opted out', row?.idempotencyKey ?? '', h.clock.now() + 1);
  h.store.write((db) => applyReceipts(db, [stop]));
  expect(h.request(1).map(({ id }) => id)).toEqual([row?.id]);
  expect(h.states()).toEqual(['opted out']);
});
