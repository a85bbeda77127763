import { expect, test } from 'vitest';
import {
  actionTable,
  type ActionRow,
  findAction,
  countActions,
  dueActions,
  nextDueAt,
  sendingActions,
} from '#core/store/tables/actions.ts';
import { openStore } from '#core/store/open.ts';
import { escalation } from '#test/harness/scripted-connector.ts';

const row: ActionRow = {
  id: 'a',
  issueId: 'i',
  connector: 'crm',
  connection: 'crm',
  action: 'crm.escalate',
  step: 'crm.escalate crm',
  ...escalation,
  state: 'held',
  deliveryClass: 'idempotent',
  idempotencyKey: 'k',
  episode: 1,
  purpose: '',
  recipient: '',
  to: null,
  after: null,
  heard: [],
  approval: null,
  draft: { subject: 'Hello' },
  requestedBy: 'pat',
  requestedEmail: 'pat@acme.example',
  requestedOn: 'desk',
  requestedAt: 1,
  updatedAt: 1,
  requests: 1,
  holdUntil: 2,
  nextAttemptAt: 2,
  firstAttemptAt: null,
  attempts: 0,
  doubtful: false,
  error: null,
  remark: null,
  reference: null,
  url: null,
  remoteId: null,
  remote: null,
  remoteAt: null,
  overtaken: null,
};

test('the outbox keeps one row per idempotency key and counts its states as they change', () => {
  const store = openStore({ path: ':memory:', log: () => undefined });
  store.write((db) => {
    actionTable.insert(db, row);
    actionTable.insert(db, { ...row, id: 'b', idempotencyKey: 'l', state: 'queued' });
  });
  expect(() => store.write((db) => actionTable.insert(db, { ...row, id: 'c' }))).toThrow(/UNIQUE/);
  const changed: ActionRow = {
    ...row,
    state: 'accepted',
    updatedAt: 5,
    holdUntil: null,
    nextAttemptAt: null,
    firstAttemptAt: 3,
    attempts: 1,
    error: { code: 'c', message: 'm', family: 'transient', next: null },
    reference: '00001',
    url: 'https://crm.example/1',
    remoteId: '1',
    remote: { status: 'New', owner: null, closed: false },
    remoteAt: 4,
  };
  store.write((db) => actionTable.update(db, row, changed));
  expect(store.read((db) => [findAction(db, 'a'), countActions(db)])).toEqual([
    changed,
    [
      { state: 'accepted', count: 1 },
      { state: 'queued', count: 1 },
    ],
  ]);
  store.write((db) => db.raw.exec('DELETE FROM actions'));
  expect(store.read((db) => countActions(db))).toEqual([]);
  store.close();
});

test('what is due and what is under way are found by indexes made for them, whatever states there are', () => {
  const store = openStore({ path: ':memory:', log: () => undefined });
  store.write((db) => actionTable.insert(db, row));
  const plans = store.read((db) => {
    nextDueAt(db, row.action);
    expect(dueActions(db, row.action, 2, 10)).toEqual([row]);
    sendingActions(db);
    return [...db.statements.keys()]
      .filter((sql) => sql.includes('FROM actions'))
      .map((sql) => {
        const values = Array.from(sql.matchAll(/\?/g), () => null);
        return JSON.stringify(db.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values));
      });
  });
  expect(plans.map((plan) => /USING INDEX actions_(due|state_newest)/.exec(plan)?.[1])).toEqual([
    'due',
    'due',
    'due',
    'state_newest',
  ]);
  store.close();
});
