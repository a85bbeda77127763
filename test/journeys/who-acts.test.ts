import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openStore } from '#core/store/open.ts';
import { readJournal } from '#core/store/journal/journal.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

/** A desk with one document that failed. */
async function desk() {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  return { h, issue: await h.issue() };
}

/** What people did, as the journal has it; the core is down then. */
async function done(h: Gridline) {
  await h.goDown();
  const store = openStore({ path: join(h.dataFolder, 'gridline.db'), log: () => undefined });
  const events = store.read((db) => readJournal(db, 0, 10_000)).filter(({ actor }) => actor !== null);
  const raw = store.read((db) => JSON.stringify(db.raw.prepare('SELECT * FROM journal').all()));
  store.close();
  return { events, raw };
}

test('Until somebody says who they are it is this machine’s user; from then on it is them, by name and address.', async () => {
  const { h, issue } = await desk();
  const before = await h.client.me.get();
  await h.client.issues.setOwner({ ids: [issue.id], owner: 'pat' });
  const told = await h.client.me.set({ name: ' Pat Doe ', email: 'pat@grid.example' });
  await h.escalate(issue.id);
  await h.restart();
  const after = await h.client.me.get();
  const { people } = await h.client.people.list({});
  const { events, raw } = await done(h);
  expect({
    before,
    told,
    after,
    people: people.map(({ kind, name, email }) => [kind, name, email]),
    events: events.map(({ kind, actor, email, proof }) => [kind, actor, email, proof]),
  }).toEqual({
    before: { name: 'pat', email: null, told: false },
    told: { name: 'Pat Doe', email: 'pat@grid.example', told: true },
    after: told,
    people: [['colleague', 'Pat Doe', 'pat@grid.example']],
    events: [
      ['issue.marked', 'pat', null, 'this machine’s user'],
      ['action.requested', 'Pat Doe', 'pat@grid.example', 'this machine’s user'],
    ],
  });
  expect(raw).not.toMatch(/Pat Doe|grid\.example/);
});

test('What is no name or no address is refused, and nothing is changed.', async () => {
  const { h } = await desk();
  const set = (name: string, email: string) => h.client.me.set({ name, email });
  await expect(set('Pat <Doe>', 'pat@grid.example')).rejects.toMatchObject({ data: { field: 'name' } });
  await expect(set('Pat', 'pat')).rejects.toMatchObject({ data: { field: 'email' } });
  await expect(set('Pat', ' ')).rejects.toMatchObject({ data: { field: 'email' } });
  expect(await h.client.me.get()).toEqual({ name: 'pat', email: null, told: false });
});

test('Saying it again changes the colleague that there is; one who is known by this address is that one.', async () => {
  const { h } = await desk();
  const kim = { kind: 'colleague', name: 'Kim', email: 'KIM@grid.example', roles: ['team lead'] } as const;
  await h.client.people.save({ version: null, person: { ...kim, roles: [...kim.roles] } });
  await h.client.me.set({ name: 'Kim Berg', email: 'kim@grid.example' });
  await h.client.me.set({ name: 'Kim Berg', email: 'k.berg@grid.example' });
  await h.client.me.set({ name: 'Kim B.', email: 'k.berg@grid.example' });
  const { people } = await h.client.people.list({});
  expect(people.map(({ name, email, roles }) => [name, email, roles])).toEqual([
    ['Kim B.', 'k.berg@grid.example', []],
    ['Kim Berg', 'kim@grid.example', ['team lead']],
  ]);
});

test('A computer has a random id in the journal, the same at every start, and another one where the folder is moved to.', async () => {
  const { h, issue } = await desk();
  const mark = (owner: string) => h.client.issues.setOwner({ ids: [issue.id], owner });
  await mark('a');
  await h.restart();
  await mark('b');
  const { device } = await h.client.system.info();
  await h.goDown();
  const file = join(h.dataFolder, 'desk.json');
  const moved = z.looseObject({ computer: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...moved, computer: 'another' }));
  await h.comeUp();
  await mark('c');
  const { events, raw } = await done(h);
  const [first, second, third] = events.map((event) => event.device);
  expect({ device, first, isAnother: third !== second }).toEqual({ device: 'desk-1', first: second, isAnother: true });
  expect(raw).not.toContain('desk-1');
});
