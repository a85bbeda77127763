import { describe, expect, test } from 'vitest';
import type { ActionChip } from '#shared/model/action/action.ts';
import { addPatch, dropPatches, dropSettled, patched } from '#renderer/screens/queue/patch.ts';
import { row } from './rows.ts';

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

describe('what the user just did, before the core has said so', () => {
  test('a patch lies over the row and leaves the rest alone', () => {
    const shown = patched(row('a', { owner: 'Sam' }), { status: 'resolved', settledAt: null });
    expect(shown).toEqual(row('a', { owner: 'Sam', status: 'resolved' }));
  });

  test('taking the owner away is a change too', () => {
    expect(patched(row('a', { owner: 'Sam' }), { owner: null, settledAt: null }).owner).toBeNull();
  });

  test('a new chip takes the place of the old one for the same action', () => {
    const shown = patched(row('a', { actions: [chip('old', 'cancelled')] }), {
      chips: [chip('new', 'held')],
      settledAt: null,
    });
    expect(shown.actions).toEqual([chip('new', 'held')]);
  });

  test('a patch stays until a request sent after its call has been answered', () => {
    const pending = addPatch(new Map(), ['a'], { status: 'resolved', settledAt: null });
    expect(dropSettled(pending, 5).has('a')).toBe(true);
    const settled = addPatch(pending, ['a'], { settledAt: 5 });
    expect(settled.get('a')).toEqual({ status: 'resolved', settledAt: 5 });
    expect(dropSettled(settled, 5).has('a')).toBe(true);
    expect(dropSettled(settled, 6).has('a')).toBe(false);
  });

  test('a failed call takes its patches away', () => {
    const pending = addPatch(new Map(), ['a', 'b'], { owner: 'Pat', settledAt: null });
    expect([...dropPatches(pending, ['a']).keys()]).toEqual(['b']);
  });
});
