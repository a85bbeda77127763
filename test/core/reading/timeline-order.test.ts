import { afterEach, beforeEach, expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import { receipt } from '#test/harness/receipt.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { openDesk } from '../stories/desk.ts';
import { monday, transaction } from '../stories/samples.ts';

let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.close());

/** A case is made at `made`; the other system tells how it stands by its own clock. */
function timelineWith(made: number, told: number): readonly string[] {
  desk.take(transaction());
  const { id } = desk.only();
  const key = `GL-${id}-1-abcdefgh`;
  const action = { actionId: key, issueId: id, connector: 'crm', connection: 'crm', action: 'crm.escalate' };
  const happened = (kind: 'action.requested' | 'action.settled', occurredAt: number, more: object) =>
    desk.take({ source: 'test', sourceId: kind, kind, occurredAt, payload: { ...action, ...more } });
  happened('action.requested', made - minute, { ...escalation, idempotencyKey: key, episode: 1 });
  happened('action.settled', made, {
    reference: '00001042',
    url: null,
    remoteId: '500',
    attempts: 1,
    error: null,
    state: 'accepted',
  });
  desk.take(receipt('accepted', key, told, { status: 'New' }));
  return (
    desk
      .show(id)
      ?.detail.timeline.map(({ text }) => text)
      .slice(-2) ?? []
  );
}

const made = monday + 60 * minute;

test.each([
  ['at the same instant', made],
  ['half a second earlier by the other clock', made - second / 2],
])('How a case stands is told after it was created: %s.', (_, told) => {
  expect(timelineWith(made, told)).toEqual(['Case 00001042 created', 'Status: New']);
});

test('What was heard long before stays where it was.', () => {
  expect(timelineWith(made, made - 10 * minute)).not.toEqual(['Case 00001042 created', 'Status: New']);
});
