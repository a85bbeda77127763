import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { day, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { erasePerson } from '#core/projection/erase-person.ts';
import type { Ingest } from '#core/ingest.ts';
import { requestActions } from '#core/outbox/requests/request.ts';
import { approveActions, cancelActions } from '#core/outbox/requests/change.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { rebuildProjections } from '#core/projection/rebuild.ts';
import { trimJournal } from '#core/projection/trim-journal.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { readBlob } from '#core/store/tables/blobs.ts';
import { saveFileBytes } from '#core/store/tables/files.ts';
import { readJournal } from '#core/store/journal/journal.ts';
import { removeEvents } from '#core/store/journal/chain.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { newAction, person } from '../outbox/outbox-harness.ts';
import { histories, ofOneDocument } from '../stories/histories.ts';
import { openDesk } from '../stories/desk.ts';
import { document, monday, transaction } from '../stories/samples.ts';

const rowSchema = z.record(z.string(), z.unknown()).and(z.object({ id: z.string(), resolved: z.number() }));
type Row = z.infer<typeof rowSchema>;

/** Without their numbers; which are one incident follows from all that are there, and is compared by `verify`. */
function issues(store: Store): readonly Row[] {
  return store.read((db) =>
    db.raw
      .prepare('SELECT * FROM issues ORDER BY id')
      .all()
      .map((row) => ({ ...rowSchema.parse(row), n: 0, incident: null })),
  );
}

/** Of what comes about here, nothing is brought. */
const here = new Set(['person', 'outbox', 'clock']);

const bringsAgain = (store: Store, events: readonly NewEvent[]) =>
  store.write((db) => ingestEvents(db, events, 99)).appended.length;

test.each([
  ['anything that can happen', histories],
  ['what two sources tell of one document', ofOneDocument],
])('After %s, old events go, and no open issue, no later one and no link of the chain with them', (_, some) => {
  fc.assert(
    fc.property(some, fc.nat(30), fc.boolean(), (events, cut, erases) => {
      const store = openStore({ path: ':memory:', log: () => {} });
      try {
        const old = events.slice(0, cut);
        store.write((db) => ingestEvents(db, old, 1));
        store.write((db) => ingestEvents(db, events.slice(cut), 10));
        if (erases) erasePerson(store, { name: 'pat', by: null, now: 11 });
        const before = issues(store);
        trimJournal(store, { before: 10, now: 20 });
        const kept = issues(store);
        expect(verifyStore(store).problems).toEqual([]);
        // Whatever is left is as it was, and nothing that was open is gone.
        expect(before).toEqual(expect.arrayContaining([...kept]));
        expect(kept).toEqual(expect.arrayContaining(before.filter(({ resolved }) => resolved === 0)));
        store.write((db) => rebuildProjections(db));
        expect(issues(store)).toEqual(kept);
        // A feed that is read from its beginning again brings nothing back.
        expect(
          bringsAgain(
            store,
            events.filter(({ source }) => !here.has(source)),
          ),
        ).toBe(0);
        expect(issues(store)).toEqual(kept);
        trimJournal(store, { before: 30, now: 40 });
        expect(verifyStore(store).problems).toEqual([]);
      } finally {
        store.close();
      }
    }),
    { numRuns: 60 },
  );
});

test('A resolved issue goes with all that was said about it, and its file; an open one keeps everything', () => {
  const desk = openDesk();
  const { store } = desk;
  const file = 'f1'.padEnd(64, '-');
  // The first paper of all stays: that there are papers decides how entries are read.
  desk.take(document({ number: '1', control: { interchange: '1', group: '1', set: '1' } }, 'f0'));
  const failed = { status: 'Failed', senderReference: null } as const;
  desk.take(transaction({ ...failed, correlationId: 'A', transactionId: 'A', documentNumber: '100' }));
  desk.take(transaction({ ...failed, correlationId: 'B', transactionId: 'B', documentNumber: '200' }));
  store.write((db) => saveFileBytes(db, file, 'x12', Buffer.from('ISA')));
  desk.take(document({ number: '300', control: { interchange: '3', group: '3', set: '3' } }, 'f1'));
  const [first, second] = desk.queue().issues;
  desk.comment(first?.id ?? '', 'Call 555-0199', 'Dana');
  desk.status([first?.id ?? ''], 'resolved', 'Dana');
  desk.comment(second?.id ?? '', 'Waiting', 'Dana');
  const events = store.read((db) => readJournal(db, 0, 100));
  expect(trimJournal(store, { before: monday + minute, now: monday + minute })).toEqual({ events: 4, issues: 1 });
  expect(desk.queue('status:open OR is:resolved').issues.map(({ id }) => id)).toEqual([second?.id]);
  expect(desk.show(first?.id ?? '')).toBeNull();
  const left = JSON.stringify(store.read((db) => db.raw.prepare('SELECT text FROM personal').pluck().all()));
  expect(left).not.toContain('555-0199');
  expect(left).toContain('Dana');
  expect(store.read((db) => readBlob(db, file))).toBeNull();
  expect(verifyStore(store)).toMatchObject({ ok: true, removed: 4 });
  expect(store.read((db) => readJournal(db, 0, 100)).length).toBe(events.length - 4 + 1);
  desk.close();
});

test('Of an issue that was removed and comes back, all that is done is news: asked for, approved, taken back, owned', () => {
  const desk = openDesk();
  const { store } = desk;
  const failed = (at: number) => transaction({ status: 'Failed', statusAt: at, arrivedAt: monday }, `T1@${at}`);
  const life = (now: number) => {
    desk.at(now);
    desk.take(failed(now));
    const { id } = desk.only();
    const context = { ingest: (...[db, events]: Parameters<Ingest>) => ingestEvents(db, events, now), person, now };
    const set = { subject: 'setaaaaaaaaaaaaa', issues: [{ id, episode: 1, mark: 't1' }] };
    const ask = (approval: 'anyone' | null, purpose: string) => {
      const wanted = { ...newAction(1, 'idempotent'), issueId: id, set, approval, purpose };
      return store.write((db) => requestActions(db, [wanted], { ...context, undoMs: 0 })).actions.map((row) => row.id);
    };
    const approved = ask('anyone', 'approve');
    const cancelled = ask(null, 'cancel');
    store.write((db) => approveActions(db, approved, { ...context, undoMs: 0 }));
    store.write((db) => cancelActions(db, [...approved, ...cancelled], context));
    const told = desk.show(id)?.detail.timeline.map(({ kind }) => kind);
    desk.status([id], 'resolved');
    return told;
  };
  const trim = (now: number) => {
    // The journal's last event must stay.
    desk.take(transaction({ status: 'Delivered', correlationId: `Z${now}`, transactionId: `Z${now}` }));
    return trimJournal(store, { before: now + minute, now: now + minute }).issues;
  };
  const first = life(monday);
  expect(trim(monday)).toBe(1);
  const second = life(monday + 400 * day);
  expect(second).toEqual(first);
  expect(second).toEqual(
    expect.arrayContaining(['subject.pinned', 'action.requested', 'action.approved', 'action.cancelled']),
  );
  // What was removed twice under one id is no trouble.
  expect(trim(monday + 400 * day)).toBe(1);
  expect(verifyStore(store).problems).toEqual([]);
  desk.close();
});

test('An event that is taken out as if its time were over is found, for no event says so; and the last one stays', () => {
  const desk = openDesk();
  desk.take(transaction({ correlationId: 'A', transactionId: 'A', status: 'Delivered' }));
  const later = monday + minute;
  expect(trimJournal(desk.store, { before: later, now: later })).toEqual({ events: 0, issues: 0 });
  expect(() => desk.store.write((db) => removeEvents(db, [1]))).toThrow('The last event of the journal must stay');
  desk.take(transaction({ correlationId: 'B', transactionId: 'B', status: 'Delivered' }));
  desk.store.write((db) => {
    db.raw.exec('DELETE FROM evidence WHERE seq = 1');
    removeEvents(db, [1]);
  });
  expect(verifyStore(desk.store).problems).toContainEqual({
    code: 'journal.chain',
    message: 'Events were removed from the journal, and no event says so.',
  });
  desk.close();
});
