import { expect, test } from 'vitest';
import { recipientPart } from '#core/outbox/requests/idempotency-key.ts';
import { requestActions } from '#core/outbox/requests/request.ts';
import { approveActions, cancelActions } from '#core/outbox/requests/change.ts';
import type { Acting } from '#core/ingest.ts';
import type { Approval } from '#shared/model/action/action.ts';
import { newAction, outboxHarness, person } from '../outbox-harness.ts';
import { first } from '#test/harness/pick.ts';

test('One address is one recipient however it is written, and its part of the key names nobody.', () => {
  const part = (address: string) => recipientPart(address, Buffer.from('salt'));
  expect(part(' Pat@Acme.Example ')).toBe(part('pat@acme.example'));
  expect(part('+49 (151) 234-567')).toBe(part('0049151234567'));
  expect(part('#supply-chain')).not.toBe(part('#supply'));
  expect(part('pat@acme.example')).not.toBe(recipientPart('pat@acme.example', Buffer.from('pepper')));
  expect(part('pat@acme.example')).toMatch(/^[a-z2-7]{16}$/);
});

test('The same wanted twice is one, whoever wants it; wanted for another purpose it is another.', async () => {
  const h = outboxHarness({});
  const ask = (purpose: string, actor: string) =>
    h.store.write((db) =>
      requestActions(db, [{ ...newAction(1, 'idempotent'), purpose }], {
        ingest: h.ingest,
        person: { ...person, actor },
        now: h.clock.now(),
        undoMs: 0,
      }),
    ).actions[0];
  const first = ask('', 'pat');
  expect(ask('', 'a rule')?.id).toBe(first?.id);
  const again = ask('the partner asked for a second one', 'pat');
  expect(again?.id).not.toBe(first?.id);
  expect(ask('the partner asked for a second one', 'kim')?.id).toBe(again?.id);
  expect(h.states()).toEqual(['queued', 'queued']);
  expect(h.events.map(({ payload }) => payload)).toEqual([
    expect.not.objectContaining({ purpose: expect.anything() }),
    expect.objectContaining({ purpose: 'the partner asked for a second one' }),
  ]);
  await h.close();
});

const done = { result: 'done', state: 'accepted', reference: null, url: null, remoteId: null } as const;

function waitingFor(approval: Approval, asker: Partial<Acting> = {}) {
  const h = outboxHarness({ perform: (items) => Promise.resolve(items.map(() => done)) });
  const as = (actor: string, who: Partial<Acting> = { device: actor }) => ({
    ingest: h.ingest,
    person: { ...person, actor, ...who },
    now: h.clock.now(),
    undoMs: 10_000,
  });
  const { actions } = h.store.write((db) =>
    requestActions(db, [{ ...newAction(1, 'idempotent'), approval }], as('pat', asker)),
  );
  const id = first(actions).id;
  const approve = (actor: string, who?: Partial<Acting>) =>
    h.store.write((db) => approveActions(db, [id], as(actor, who))).changed;
  return { h, as, id, approve };
}

test('What waits for approval stays until somebody else lets it go, and can be undone then as ever.', async () => {
  const { h, as, id, approve } = waitingFor('another person', { email: 'pat@acme.example' });
  h.start();
  await h.clock.advance(3_600_000);
  expect(h.find(id).state).toBe('awaiting approval');
  expect(approve('Pat')).toEqual([]);
  const kim = { device: 'kim', email: 'kim@acme.example' };
  expect(approve('kim', kim)).toEqual([id]);
  expect(approve('kim', kim)).toEqual([]);
  expect(h.find(id)).toMatchObject({ state: 'held', holdUntil: h.clock.now() + 10_000 });
  expect(h.events.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['action.requested', 'pat'],
    ['action.approved', 'kim'],
  ]);
  expect(h.store.write((db) => cancelActions(db, [id], as('pat'))).changed).toEqual([id]);
  await h.close();
});

const chat = { proof: 'chat click', device: 'desk' } as const;

test.each<[string, Partial<Acting>, string, Partial<Acting>, boolean]>([
  ['who renamed themselves at their desk', { email: 'pat@acme.example' }, 'Kim', { email: 'kim@acme.example' }, false],
  [
    'who has one address under two names',
    { ...chat, email: 'pat@acme.example' },
    'Kim',
    { email: 'Pat@acme.example', device: 'other' },
    false,
  ],
  [
    'whom the chat knows by another name',
    { email: 'pat@acme.example' },
    'Patricia',
    { ...chat, email: 'PAT@acme.example' },
    false,
  ],
  [
    'a namesake with an address of their own',
    { email: 'pat@acme.example' },
    'pat',
    { ...chat, email: 'pat2@acme.example' },
    true,
  ],
  [
    'two who press buttons of one chat',
    { ...chat, email: 'pat@acme.example' },
    'kim',
    { ...chat, email: 'kim@acme.example' },
    true,
  ],
  [
    'whoever comes from a chat, where nobody knows the address of who asked',
    {},
    'kim',
    { ...chat, email: 'kim@acme.example' },
    false,
  ],
  ['who gives no address, at another desk', { ...chat, email: 'pat@acme.example' }, 'kim', { device: 'other' }, false],
])('Four eyes: %s', async (_, asker, actor, approver, may) => {
  const { h, id, approve } = waitingFor('another person', asker);
  expect(approve(actor, approver)).toEqual(may ? [id] : []);
  await h.close();
});

test('Where anybody may approve, who asked may too; it then goes out by itself.', async () => {
  const { h, id, approve } = waitingFor('anyone');
  h.start();
  expect(approve('pat')).toEqual([id]);
  h.dispatcher.wake();
  await h.clock.advance(10_000);
  await h.dispatcher.idle();
  expect(h.find(id).state).toBe('accepted');
  await h.close();
});
