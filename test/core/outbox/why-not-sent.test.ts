import { expect, test } from 'vitest';
import { actionStates } from '#shared/model/action/action.ts';
import { stateRules } from '#shared/model/action/action-state.ts';
import { whyNotSent } from '#core/outbox/permits.ts';
import { outboxHarness, person } from './outbox-harness.ts';

const open = { connected: true, pause: null };

test('Every action that has not gone out says why, and none that has.', async () => {
  const h = outboxHarness({});
  const [row] = h.request(1);
  if (row === undefined) throw new Error('Nothing was asked for.');
  for (const state of actionStates) {
    const why = whyNotSent({ ...row, state }, open, person);
    const isOut = stateRules[state].tookEffect || ['sending', 'bounced', 'deleted'].includes(state);
    expect([state, why === null]).toEqual([state, isOut]);
    if (why !== null) expect(why.words).toMatch(/^[A-Z].*\.$/);
  }
  await h.close();
});

test('What stops its connection stops it, before anything of its own.', async () => {
  const h = outboxHarness({});
  const [row] = h.request(1);
  if (row === undefined) throw new Error('Nothing was asked for.');
  const held = { ...row, state: 'held', holdUntil: 70_000 } as const;
  const pause = { kind: 'quota', until: 90_000, reason: 'The allowance of the CRM is used up' } as const;
  expect([
    whyNotSent(held, open, person),
    whyNotSent(held, { connected: false, pause: null }, person),
    whyNotSent(held, { connected: true, pause }, person),
    whyNotSent({ ...held, state: 'failed' }, { connected: true, pause }, person),
    whyNotSent({ ...held, state: 'cancelled', remark: 'Case 17 is there already.' }, open, person),
  ]).toEqual([
    { reason: 'undo window', words: 'It can still be undone.', until: 70_000 },
    {
      reason: 'not connected',
      words:
        'Its connection, crm, is not connected. It will be sent once that is connected again (gridline connect crm), unless it is cancelled first.',
      until: null,
    },
    {
      reason: 'paused',
      words: expect.stringMatching(/^The allowance of the CRM is used up\. Gridline tries again at 00:01 UTC/),
      until: 90_000,
    },
    expect.objectContaining({ reason: 'refused' }),
    { reason: 'not needed', words: 'Case 17 is there already.', until: null },
  ]);
  await h.close();
});
