import { beforeEach, describe, expect, test } from 'vitest';
import type { Action } from '#shared/model/action/action.ts';
import { firstSlice, sliceFor } from '#renderer/screens/outbox/slice.ts';
import {
  actionsOf,
  clearSelection,
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

describe('an outbox of which a part is here', () => {
  const part = (ids: string, from: number) => takeRows(actions(ids), byItself, { from, total: 8 });

  test('what is selected and where the cursor is stay so while other parts are looked at, and can be acted on', () => {
    part('abcd', 0);
    cursorTo(1);
    toggleSelected('a');
    part('efgh', 4);
    expect([...useOutbox.getState().selected]).toEqual(['a']);
    expect(actionsOf(['a', 'b']).map(({ id }) => id)).toEqual(['a', 'b']);
    clearSelection();
    expect(targets()).toEqual({ kind: 'cursor', ids: ['b'] });
    expect(cursorAt(useOutbox.getState())).toBe(1);
  });

  test('the cursor goes to a place that is not here once its rows come', () => {
    part('abcd', 0);
    cursorTo(0);
    cursorTo(7);
    expect([cursor(), useOutbox.getState().wanted]).toEqual(['a', 7]);
    part('efgh', 4);
    expect([cursor(), useOutbox.getState().cursorIndex, useOutbox.getState().wanted]).toEqual(['h', 7, null]);
  });

  test('what one was on and what left while its place was looked at is gone, and nothing is done to its neighbour', () => {
    part('abcd', 0);
    cursorTo(1);
    part('efgh', 4);
    takeRows(actions('acde'), byItself, { total: 7 });
    expect(targets().kind).toBe('gone');
  });

  test('what is asked for has what is seen, with room around it, and stays as it is while it has', () => {
    expect(sliceFor(firstSlice, { first: 0, last: 40 })).toBe(firstSlice);
    expect(sliceFor(firstSlice, { first: 150, last: 190 })).toEqual({ offset: 0, limit: 1_000 });
    const far = sliceFor(firstSlice, { first: 9_950, last: 9_999 });
    expect(far).toEqual({ offset: 9_400, limit: 1_000 });
    expect(sliceFor(far, { first: 9_600, last: 9_640 })).toBe(far);
    expect(sliceFor(far, { first: 0, last: 40 })).toEqual({ offset: 0, limit: 1_000 });
  });
});
