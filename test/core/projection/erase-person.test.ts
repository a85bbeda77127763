import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { minute } from '#shared/lib/time.ts';
import { erasePerson } from '#core/projection/erase-person.ts';
import { rebuildProjections } from '#core/projection/rebuild.ts';
import { verifyStore } from '#core/projection/verify.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { openDesk } from '../stories/desk.ts';
import { monday, transaction } from '../stories/samples.ts';

const as = (actor: string) => ({ actor, email: null, proof: 'this machine’s user' }) as const;

const people = ['Pat Jones', 'Dana', 'kim@acme.example'] as const;
const entries = ['C1', 'C2', 'C3'] as const;
const person = fc.constantFrom(...people);
const step = fc.oneof(
  fc.record({ does: fc.constant('owner' as const), by: person, to: fc.option(person), entry: fc.nat(2) }),
  fc.record({ does: fc.constant('comment' as const), by: person, entry: fc.nat(2) }),
  fc.record({ does: fc.constant('resolve' as const), by: person, entry: fc.nat(2) }),
  fc.record({ does: fc.constant('erase' as const), who: person, by: fc.constantFrom('Admin', null) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What happens on a desk where people are erased now and then, or never. */
function play(steps: readonly Step[], erases: boolean) {
  const desk = openDesk();
  desk.take(...entries.map((correlationId) => transaction({ correlationId, transactionId: correlationId })));
  const ids = desk
    .queue()
    .issues.map(({ id }) => id)
    .toSorted();
  for (const [index, each] of steps.entries()) {
    const now = monday + (index + 1) * minute;
    desk.at(now);
    const id = 'entry' in each ? (ids[each.entry] ?? '') : '';
    if (each.does === 'owner') desk.owner([id], each.to, each.by);
    if (each.does === 'resolve') desk.status([id], 'resolved', each.by);
    if (each.does === 'comment') desk.comment(id, `Called at ${index}`, each.by);
    if (each.does === 'erase' && erases) {
      erasePerson(desk.store, { name: each.who.toUpperCase(), by: each.by === null ? null : as(each.by), now });
      expect(verifyStore(desk.store).problems).toEqual([]);
      expect(personalTexts(desk.store)).not.toContain(each.who);
    }
  }
  return desk;
}

const anyRow = z.record(z.string(), z.unknown());
const rowSchema = anyRow.and(z.object({ owner: z.string().nullable() }));

function issues(store: Store) {
  return store.read((db) =>
    db.raw
      .prepare('SELECT * FROM issues ORDER BY id')
      .all()
      // Its number means nothing; which are one incident is compared by `verify`.
      .map((row) => rowSchema.parse({ ...anyRow.parse(row), incident: null })),
  );
}

/** What lies beside the journal of what was said by and about people. */
function personalTexts(store: Store): string {
  return store.read((db) => JSON.stringify(db.raw.prepare('SELECT text FROM personal').pluck().all()));
}

test('Whoever is erased, whenever: the chain holds, rows are the same but for the erased words, and a rebuild gives them again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const kept = play(steps, false);
      const erased = play(steps, true);
      try {
        const rows = issues(erased.store);
        for (const [index, row] of issues(kept.store).entries()) {
          const { owner, owner_key: _key, facets: _facets, ...others } = rows[index] ?? { owner: 'nobody' };
          const { owner: wanted, owner_key: _1, facets: _2, ...same } = row;
          expect(others).toEqual(same);
          expect([wanted, '[erased]']).toContain(owner);
          if (wanted === null) expect(owner).toBeNull();
        }
        erased.store.write((db) => rebuildProjections(db));
        expect(issues(erased.store)).toEqual(rows);
        expect(verifyStore(erased.store).problems).toEqual([]);
      } finally {
        kept.close();
        erased.close();
      }
    }),
    { numRuns: 60 },
  );
});

test('What an erased person said reads as erased, and is nowhere on the disk; what others said stays', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'gridline.db');
  const store = openStore({ path, log: () => undefined });
  const desk = openDesk('laptop', store);
  desk.take(transaction({}));
  const { id } = desk.only();
  desk.owner([id], 'Peregrine Took', 'Dana');
  desk.comment(id, 'Ring my private number 555-0199', 'Peregrine Took');
  desk.comment(id, 'I did', 'Dana');
  const onDisk = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name)).toString('latin1'))
      .join();
  expect(onDisk()).toMatch(/Peregrine[^]*555-0199|555-0199[^]*Peregrine/);
  expect(erasePerson(store, { name: 'peregrine took', by: as('Dana'), now: monday })).toMatchObject({
    texts: 2,
    issueIds: [id],
  });
  expect(onDisk()).not.toMatch(/Peregrine|555-0199/i);
  const told = desk.show(id)?.detail.timeline.map(({ text, detail }) => [text, detail]);
  expect(told).toContainEqual(['[erased] wrote a comment', '[erased]']);
  expect(told).toContainEqual(['Dana wrote a comment', 'I did']);
  expect(desk.only().owner).toBe('[erased]');
  expect(verifyStore(store)).toMatchObject({ ok: true, erased: 2 });
  store.close();
});

test('While another program reads the database the erased text is in the log still, and whoever erases hears of it; then it goes', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'gridline.db');
  const open = () => openStore({ path, log: () => undefined });
  const onDisk = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name)).toString('latin1'))
      .join();
  let store = open();
  const desk = openDesk('laptop', store);
  desk.take(transaction({}));
  const reads = () => {
    const other = new Database(path, { readonly: true });
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM journal').get();
    return other;
  };
  const erase = (name: string, text: string) => {
    desk.comment(desk.only().id, text, name);
    const other = reads();
    erasePerson(store, { name, by: null, now: monday });
    return other;
  };
  const first = erase('Peregrine Took', 'Ring 555-0199');
  expect([store.holdsErased(), onDisk().includes('555-0199')]).toEqual([true, true]);
  first.close();
  desk.queue();
  expect([onDisk().includes('555-0199'), store.holdsErased()]).toEqual([false, false]);
  // Where the console ends first, the next start does it.
  const second = erase('Dana', 'Ring 555-0200');
  store.close();
  expect(onDisk()).toContain('555-0200');
  second.close();
  store = open();
  expect(onDisk()).not.toContain('555-0200');
  store.close();
});

test('What others write makes nobody known by a name: erasing an address takes no one else’s texts along', () => {
  const desk = openDesk();
  desk.take(transaction({ correlationId: 'C1', transactionId: 'C1' }));
  const id = desk.queue().issues[0]?.id ?? '';
  desk.comment(id, 'An important decision.', 'Pat Jones');
  desk.comment(id, 'Pat Jones <kim@acme.example>', 'Dana');
  const { names, texts } = erasePerson(desk.store, { name: 'kim@acme.example', by: null, now: monday });
  expect([names, texts]).toEqual([['kim@acme.example'], expect.any(Number)]);
  expect(personalTexts(desk.store)).toContain('An important decision.');
});
