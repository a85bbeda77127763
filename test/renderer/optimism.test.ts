import { afterEach, describe, expect, test } from 'vitest';
import type { ActionChip } from '#shared/model/action/action.ts';
import { client } from '#renderer/data/client.ts';
import { beginChange, hearBegun, nextMoment, rowsCame, useChanges } from '#renderer/data/issues/changes.ts';
import { type Patch, patched } from '#renderer/data/issues/patch.ts';
import { queries } from '#renderer/data/queries.ts';
import { row } from './rows.ts';

afterEach(() => {
  useChanges.setState({ patches: new Map() });
  client.clear();
});

const chip = (id: string, state: ActionChip['state']): ActionChip => ({
  id,
  connector: 'salesforce',
  connection: 'salesforce',
  action: 'salesforce.escalate',
  noun: 'case',
  state,
  reference: null,
  url: null,
});

const none: ReadonlySet<string> = new Set();

/** The row as it is on screen. */
const shown = (id: string, change: Parameters<typeof row>[1] = {}) =>
  patched(row(id, change), useChanges.getState().patches.get(id));

describe('what a person has just done, before the core has said so', () => {
  test('lies over the row and leaves the rest alone', () => {
    beginChange(['a'], { status: 'resolved' });
    expect(shown('a', { owner: 'Sam' })).toEqual(row('a', { owner: 'Sam', status: 'resolved' }));
    expect(shown('b')).toEqual(row('b'));
  });

  test('may be that the owner is taken away', () => {
    beginChange(['a'], { owner: null });
    expect(shown('a', { owner: 'Sam' }).owner).toBeNull();
  });

  test('is told to whoever wants to hear it, wherever it was done', () => {
    const heard: (readonly string[])[] = [];
    const stop = hearBegun((ids) => heard.push(ids));
    beginChange(['a', 'b'], { owner: 'Pat' });
    stop();
    beginChange(['c'], { owner: 'Pat' });
    expect(heard).toEqual([['a', 'b']]);
  });

  test('shows a new chip in the place of the old one for the same action', () => {
    beginChange(['a'], { chips: [chip('new', 'held')] });
    expect(shown('a', { actions: [chip('old', 'cancelled')] }).actions).toEqual([chip('new', 'held')]);
  });
});

describe('a change that is refused', () => {
  test('is taken back alone: what was changed besides stays', () => {
    const status = beginChange(['a', 'b'], { status: 'resolved' });
    beginChange(['a'], { owner: 'Pat' });
    status.takeBack();
    expect([shown('a'), shown('b')]).toEqual([row('a', { owner: 'Pat' }), row('b')]);
  });

  test('shows what an earlier change shows that was made', () => {
    beginChange(['a'], { owner: 'Pat' }).settle();
    beginChange(['a'], { owner: 'Sam' }).takeBack();
    expect(shown('a').owner).toBe('Pat');
  });
});

describe('a change that was made', () => {
  test('stays until rows are there that were asked for after it', () => {
    const before = nextMoment();
    const change = beginChange(['a'], { status: 'resolved' });
    const during = nextMoment();
    change.settle();
    for (const askedAt of [before, during]) rowsCame(askedAt, none);
    expect(shown('a').status).toBe('resolved');
    rowsCame(nextMoment(), none);
    expect(useChanges.getState().patches.size).toBe(0);
  });

  test('is never taken away by rows while the core has not answered', () => {
    beginChange(['a'], { status: 'resolved' });
    rowsCame(nextMoment(), none);
    expect(shown('a').status).toBe('resolved');
  });

  test('stays on rows that are further down and older, until they are asked for too', () => {
    beginChange(['near', 'far'], { status: 'resolved' }).settle();
    rowsCame(nextMoment(), new Set(['far']));
    expect([shown('near').status, shown('far').status]).toEqual(['open', 'resolved']);
    rowsCame(nextMoment(), none);
    expect(shown('far').status).toBe('open');
  });

  test('does not come to lie over one that was begun after it', () => {
    const first = beginChange(['a'], { owner: 'Pat' });
    beginChange(['a'], { owner: 'Sam' });
    first.settle();
    expect(shown('a').owner).toBe('Sam');
  });

  test('shows what has become of each issue, and nothing where nothing has', () => {
    const change = beginChange(['a', 'b'], { chips: [chip('pending', 'held')] });
    change.settle(new Map<string, Patch>([['a', { chips: [chip('1', 'held')] }]]));
    expect([shown('a').actions, shown('b').actions]).toEqual([[chip('1', 'held')], []]);
    change.settle(new Map<string, Patch>([['a', { chips: [chip('1', 'cancelled')] }]]));
    expect(shown('a').actions).toEqual([chip('1', 'cancelled')]);
  });

  test('is what an issue that is open says, also when the list has it already', () => {
    const { queryKey } = queries.issue('a');
    const plainKey: readonly unknown[] = queryKey;
    client.setQueryData(plainKey, { issue: row('a'), links: [] });
    beginChange(['a'], { owner: 'Pat' }).settle();
    rowsCame(nextMoment(), none);
    expect(client.getQueryData(queryKey)?.issue.owner).toBe('Pat');
  });
});
