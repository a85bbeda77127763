import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { hour } from '#shared/lib/time.ts';
import type { Capability } from '#shared/model/action/capability.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { currentKey, requestActions } from '#core/outbox/requests/request.ts';
import { stepOf } from '#core/outbox/requests/idempotency-key.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { applyReceipts } from '#core/outbox/receipts.ts';
import { isWilling } from '#core/outbox/requests/opt-outs.ts';
import { createRecipientKey } from '#core/outbox/requests/recipient-key.ts';
import { receipt } from '#test/harness/receipt.ts';
import { escalation } from '#test/harness/scripted-connector.ts';
import { newAction, person } from '../outbox/outbox-harness.ts';
import { openDesk } from './desk.ts';
import { monday, transaction } from './samples.ts';

const step = stepOf('crm.escalate', 'crm desk.example');

function desktop(name: string) {
  const desk = openDesk(name);
  onTestFinished(() => desk.close());
  /** What escalating the only issue would go by. */
  const effect = () => {
    const { id } = desk.only();
    const subject = desk.inFull(id);
    if (subject === null) throw new Error('It is not there.');
    const { episode, mark, earlierMarks, endedKeys, standingKeys } = subject;
    return { issueId: id, episode, mark, earlierMarks, endedKeys, standingKeys, step, purpose: '', recipient: '' };
  };
  const vault = createMemoryVault();
  return {
    ...desk,
    recipients: () => createRecipientKey({ vault, store: desk.store }),
    current: (recipient = '') => desk.store.read((db) => currentKey(db, { ...effect(), recipient })),
    ask: (recipient = '') =>
      desk.store.write((db) =>
        requestActions(db, [{ ...newAction(1, 'at-most-once'), ...effect(), recipient, meaning: escalation }], {
          ingest: (at, events) => ingestEvents(at, events, monday),
          person,
          now: monday,
          undoMs: 0,
        }),
      ),
  };
}

const told = (status: string, hours: number): NewEvent =>
  transaction({ status, statusAt: monday + hours * hour }, `T1@${status}${hours}`);
const [failed, delivered, failedAgain] = [told('Failed', 0), told('Delivered', 1), told('Failed', 2)];

test('A desk that was off in between means the same effect as one that saw it all.', () => {
  const [always, late] = [desktop('always'), desktop('late')];
  always.take(failed, delivered, failedAgain);
  late.take(failedAgain);
  expect(late.current().key).toBe(always.current().key);
  expect(always.inFull(always.only().id)?.episode).toBe(2);
});

test('Desks that have heard of the same last trouble mean the same effect, whatever else they missed.', () => {
  const moment = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom('Failed', 'Delivered', 'InProgress'));
  const entry = fc.tuple(fc.constantFrom('T1', 'T2'), moment);
  const report = ([id, [at, status]]: readonly [string, readonly [number, string]]) =>
    transaction({ transactionId: id, status, statusAt: monday + at * hour }, `${id}@${at}${status}`);
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), fc.array(fc.boolean(), { maxLength: 8 }), (entries, missed) => {
      const last = transaction({ status: 'Failed', statusAt: monday + 31 * hour });
      const [one, other] = [openDesk('one'), openDesk('other')];
      try {
        one.take(...entries.map(report), last);
        other.take(last, ...entries.filter((_, at) => missed[at] !== true).map(report));
        const { id } = one.only();
        expect(other.inFull(id)?.mark).toBe(one.inFull(id)?.mark);
      } finally {
        one.close();
        other.close();
      }
    }),
    { numRuns: 40 },
  );
});

test('What was asked for in an episode is found, whatever is told of it later, and however late.', () => {
  const desk = desktop('desk');
  desk.take(told('Failed', 4));
  const [asked] = desk.ask().actions;
  // The same trouble once more, what was before it, and a whole episode before that.
  for (const event of [told('Failed', 5), told('Failed', 3), told('Failed', 0), told('Delivered', 1)]) {
    desk.take(event);
    expect(desk.current()).toMatchObject({ key: asked?.idempotencyKey, stands: true });
    expect(desk.ask().changed).toEqual([]);
    expect(desk.queue('is:escalated').total).toBe(1);
  }
  desk.take(told('Delivered', 6), told('Failed', 7));
  expect(desk.current()).toMatchObject({ stands: false });
  expect(desk.queue('is:escalated').total).toBe(0);
});

test('What another desk has sent counts as sent here, as far as receipts tell of it.', () => {
  const [one, other] = [desktop('one'), desktop('other')];
  for (const desk of [one, other]) desk.take(failed);
  const key = one.ask().actions[0]?.idempotencyKey ?? '';
  other.take(receipt('accepted', key, monday + hour));
  expect(other.queue('is:escalated').total).toBe(1);
  expect(other.current()).toMatchObject({ key, stands: true, known: null });
  expect(other.ask()).toMatchObject({ actions: [], changed: [] });

  // A desk that missed that first failure takes what was made for it as made for what it knows of: it has heard of no end between.
  const late = desktop('late');
  late.take(told('Failed', 2), receipt('accepted', key, monday + hour));
  expect(late.queue('is:escalated').total).toBe(1);
  expect(late.ask().changed).toEqual([]);

  // It failed again meanwhile, and this desk has missed nothing that would have ended it.
  other.take(told('Failed', 2));
  expect(other.current()).toMatchObject({ key, stands: true });
  other.take(receipt('deleted', key, monday + 3 * hour));
  expect(other.queue('is:escalated').total).toBe(0);
  expect(other.ask().changed).toHaveLength(1);
});

test('Somebody who has said stop is asked no more under another key.', () => {
  const [one, other] = [desktop('one'), desktop('other')];
  for (const desk of [one, other]) desk.take(failed);
  const key = one.ask().actions[0]?.idempotencyKey ?? '';
  other.take(receipt('opted out', key, monday + hour));
  expect(other.ask().changed).toEqual([]);
});

test('Who closes a task has not put right what the task is about.', () => {
  const desk = desktop('desk');
  desk.take(failed);
  const { key } = desk.current();
  desk.take(receipt('closed', key, monday + hour, { capability: 'content.task', noun: 'task' }));
  expect(desk.only().status).toBe('open');
  desk.take(receipt('closed', key, monday + 2 * hour, { id: '501' }));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'outside' });
});

test('Two desks that share the recipient key mean one message to one person; without, each would send its own.', async () => {
  const [one, other] = [desktop('one'), desktop('other')];
  for (const desk of [one, other]) desk.take(failed);
  const [here, there] = [one.recipients(), other.recipients()];
  await Promise.all([here.ready(), there.ready()]);
  const keys = () => [
    one.current(here.partOf('ada@northwind.example')).key,
    other.current(there.partOf(' ADA@northwind.example')).key,
  ];
  expect(new Set(keys()).size).toBe(2);
  await there.set(await here.show());
  expect(new Set(keys()).size).toBe(1);
  expect(keys()[0]).not.toBe(one.current(here.partOf('bob@northwind.example')).key);
  // A new start reads the same one.
  expect(await other.recipients().show()).toBe(await here.show());

  const sent = one.ask(here.partOf('ada@northwind.example')).actions[0]?.idempotencyKey ?? '';
  other.take(receipt('accepted', sent, monday + hour));
  expect(other.current(there.partOf('ada@northwind.example'))).toMatchObject({ key: sent, stands: true });
});

test('A recipient key is 32 bytes as base64url and nothing else, and one that was lost is not made anew behind anybody’s back.', async () => {
  const desk = desktop('desk');
  desk.take(failed);
  const key = desk.recipients();
  expect(() => key.partOf('ada@northwind.example')).toThrow('has not been read yet');
  const text = await key.show();
  expect(text).toMatch(/^[\w-]{43}$/);
  for (const wrong of ['', 'secret', text.slice(1), `${text}A`])
    await expect(key.set(wrong)).rejects.toThrow('recipient-key show');
  desk.ask(key.partOf('ada@northwind.example'));
  const elsewhere = createRecipientKey({ vault: createMemoryVault(), store: desk.store });
  await expect(elsewhere.ready()).rejects.toThrow('is not where secrets are kept any more');
  await elsewhere.set(text);
  expect(elsewhere.partOf('ada@northwind.example')).toBe(key.partOf('ada@northwind.example'));
});

test('Who has opted out of what another desk sent is known here by its key, and nobody else is taken for them.', async () => {
  const [one, other] = [desktop('one'), desktop('other')];
  one.take(failed);
  const [here, there] = [one.recipients(), other.recipients()];
  await there.set(await here.show());
  const sent = one.ask(here.partOf('ada@northwind.example')).actions[0]?.idempotencyKey ?? '';
  other.store.write((db) => applyReceipts(db, [receipt('opted out', sent, monday + hour)]));
  const isAsked = (address: string, capability: Capability = 'case.create') =>
    other.store.read((db) => isWilling(db, { capability, recipient: there.partOf(address), steps: [step] }));
  expect([isAsked('ada@northwind.example'), isAsked('bob@northwind.example')]).toEqual([false, true]);
  expect(isAsked('ada@northwind.example', 'letter.send')).toBe(true);
});
