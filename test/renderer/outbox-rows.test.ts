import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '#shared/model/action/action.ts';
import {
  cursorAt,
  cursorTo,
  moveCursor,
  takeRows,
  targets,
  toggleSelected,
  useOutbox,
} from '#renderer/screens/outbox/store.ts';

const action = (id: string, change: Partial<Action> = {}): Action => ({
  id,
  connector: 'crm',
  connection: 'crm',
  action: 'crm.escalate',
  noun: 'case',
  state: 'held',
  reference: null,
  url: null,
  capability: 'case.create',
  countsAs: 'changed a record',
  issueId: `issue-${id}`,
  issueIds: [`issue-${id}`],
  issueTitle: 'Invoice 4711 rejected',
  partner: 'Northwind Foods',
  to: null,
  deliveryClass: 'idempotent',
  idempotencyKey: id,
  requestedBy: 'Sam',
  requestedAt: 0,
  updatedAt: 0,
  holdUntil: null,
  nextAttemptAt: null,
  attempts: 0,
  can: { cancel: true, retry: false, settle: false, approve: false },
  error: null,
  remark: null,
  waitsFor: null,
  notSent: null,
  input: null,
  remote: null,
  ...change,
});

const actions = (ids: string) => ids.split('').map((id) => action(id));
const cursor = () => useOutbox.getState().cursor;
const byItself = () => false;

beforeEach(() => {
  useOutbox.setState(useOutbox.getInitialState(), true);
  takeRows(actions('abcd'), byItself);
});

describe('the cursor of the outbox', () => {
  test('stays with its action, wherever that goes in the list', () => {
    cursorTo(1);
    takeRows(actions('xabcd'), byItself);
    expect([cursor(), useOutbox.getState().cursorIndex]).toEqual(['b', 2]);
  });

  test('goes to the one that moved up where the person sent the action away', () => {
    cursorTo(3);
    takeRows(actions('abc'), (id) => id === 'd');
    expect(cursor()).toBe('c');
  });

  test('stays behind where the action left by itself: keys do nothing to its neighbour, and go on from the gap', () => {
    cursorTo(1);
    takeRows(actions('acd'), byItself);
    expect([cursor(), cursorAt(useOutbox.getState()), targets().kind]).toEqual(['b', -1, 'gone']);
    moveCursor(1);
    expect(cursor()).toBe('c');
  });

  test('what is no longer shown is no longer selected, and an action that has not changed is the same object', () => {
    toggleSelected('a');
    toggleSelected('b');
    const [, , c] = useOutbox.getState().rows;
    takeRows([...actions('bc'), action('d', { state: 'queued' })], byItself);
    expect([...useOutbox.getState().selected]).toEqual(['b']);
    expect(useOutbox.getState().rows[1]).toBe(c);
  });
});
