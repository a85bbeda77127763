import { expect, test } from 'vitest';
import { day, minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReferenceChange } from '#shared/model/feed/reference.ts';
import type { Feed } from '#core/connectors/feed.ts';
import { feedRow } from '#core/store/tables/feeds.ts';
import { allPeople } from '#core/store/tables/people.ts';
import { journalSize } from '#core/store/journal/journal.ts';
import { readReference } from '#core/store/tables/reference.ts';
import { caseEvent, feedsHarness } from './feeds-harness.ts';

/** A feed whose page is as `page` has it now; the cursor is how often it was read. */
function told(page: { events?: readonly NewEvent[]; reference?: readonly unknown[] }) {
  let polls = 0;
  const feed: Feed = async function* () {
    polls += 1;
    // As a connector in plain JavaScript might.
    const reference = (page.reference ?? []) as readonly ReferenceChange[];
    yield { events: page.events ?? [], reference, cursor: polls };
  };
  const h = feedsHarness(feed);
  const people = () => h.store.read((db) => allPeople(db)).map(({ key, name, email }) => [key, name, email]);
  const records = () => {
    const all = { connection: null, kind: null, after: null, limit: 100 };
    return h.store.read((db) => readReference(db, all)).map(({ kind, key, value }) => [kind, key, value]);
  };
  const cursor = () => h.store.read((db) => feedRow(db, 'crm.cases')).cursor;
  return { h, people, records, cursor };
}

const kim = { kind: 'colleague', name: 'Kim Berg', email: 'kim@acme.example' };

test('A person whom a feed brings wrong is left out with a note that names no more than the key, until it comes right.', async () => {
  const page = {
    reference: [
      { kind: 'person', key: '17', value: { ...kim, kind: 'robot' } },
      { kind: 'person', key: '18', value: { ...kim, name: 7 } },
      { kind: 'person', key: '19', value: kim },
    ],
  };
  const { h, people, cursor } = told(page);
  await h.clock.advance(0);
  const { health, notes } = h.state();
  expect({ health, cursor: cursor(), people: people() }).toEqual({
    health: 'healthy',
    cursor: 1,
    people: [['19', 'Kim Berg', 'kim@acme.example']],
  });
  expect(notes).toEqual([
    [
      '2 people could not be used and were left out.',
      '17: “kind” should be one of colleague, partner contact, customer, but is a text of 5 characters.',
      '18: “name” should be a text, but is a number.',
      'Correct them in CRM; this note goes away once they are right.',
    ].join('\n'),
  ]);
  page.reference = [
    { kind: 'person', key: '17', value: kim },
    { kind: 'person', key: '18', value: kim },
  ];
  await h.clock.advance(2 * minute);
  expect([h.state().notes, people().length]).toEqual([[], 3]);
});

test('One field that does not fit costs that field: a name is cut, an address is left out.', async () => {
  const long = 'x'.repeat(250);
  const { h, people } = told({
    reference: [
      { kind: 'person', key: '1', value: { ...kim, name: long } },
      { kind: 'person', key: '2', value: { ...kim, email: `${long}@acme.example` } },
      { kind: 'person', key: '3', value: { ...kim, badge: 4711, roles: ['owner', 7, long] } },
    ],
  });
  await h.clock.advance(0);
  expect(people()).toEqual([
    ['1', 'x'.repeat(200), 'kim@acme.example'],
    ['2', 'Kim Berg', null],
    ['3', 'Kim Berg', 'kim@acme.example'],
  ]);
  const [note = '', ...others] = h.state().notes;
  expect(others).toEqual([]);
  expect(note).toContain('3 people had parts that can’t be used; the rest was kept.');
  expect(note).toContain('1: “name” should be a text of at most 200 characters, but is a text of 250 characters.');
  expect(note).toContain('“roles.1” should be a text, but is a number.');
  expect(note).not.toContain('acme.example');
});

test('One wrong partner, agreement or content record costs that record, and what was known of it stays.', async () => {
  const page = {
    reference: [{ kind: 'partner', key: 'p1', value: { name: 'Acme' } }] as unknown[],
  };
  const { h, records } = told(page);
  await h.clock.advance(0);
  page.reference = [
    { kind: 'partner', key: 'p1', value: { name: 7 } },
    { kind: 'agreement', value: {} },
    { kind: 'content', key: 'c1', value: { title: 'Letter' } },
    null,
  ];
  await h.clock.advance(2 * minute);
  expect(records()).toEqual([
    ['content', 'c1', { title: 'Letter' }],
    ['partner', 'p1', { name: 'Acme' }],
  ]);
  const { health, notes } = h.state();
  expect(health).toBe('healthy');
  expect(notes.join('\n')).toMatch(
    /1 partner could not be used .*\np1: “value\.name” should be a text, but is a number\./,
  );
  expect(notes.join('\n')).toMatch(/1 agreement could not be used .*\n.*“key” is missing/);
  page.reference = [{ kind: 'partner', key: 'p1', value: null }];
  await h.clock.advance(2 * minute);
  expect(h.state().notes.join('\n')).not.toContain('1 partner');
});

const spoilt = (kind: NewEvent['kind'], sourceId: string): NewEvent => ({
  source: 'crm',
  sourceId,
  kind,
  occurredAt: 1_000,
  payload: { key: 7 },
});

test('What comes wrong and then right in one page is journaled, and nothing is said against it.', async () => {
  const right = caseEvent(1);
  const { h } = told({ events: [{ ...right, payload: { key: 7 } }, right] });
  await h.clock.advance(0);
  expect([h.state().notes, h.store.read((db) => journalSize(db))]).toEqual([[], 1]);
});

test.each(['receipt.received', 'command.received', 'business.event', 'exchange.reported', 'partner.seen'] as const)(
  'A wrong %s is left out and told for a week; what came with it is journaled, and the cursor moves.',
  async (kind) => {
    const page = { events: [caseEvent(1), spoilt(kind, 'bad'), caseEvent(2)] };
    const { h, cursor } = told(page);
    await h.clock.advance(0);
    const { health, notes } = h.state();
    expect({ health, cursor: cursor(), size: h.store.read((db) => journalSize(db)) }).toEqual({
      health: 'healthy',
      cursor: 1,
      size: 2,
    });
    expect(notes).toEqual([
      expect.stringMatching(/^1 .+ could not be used and was left out\.\nbad: “.+\n.+ send it again; /),
    ]);
    page.events = [];
    h.clock.turnBack(-(8 * day));
    expect(h.state().notes).toEqual([]);
  },
);

test('A wrong event that comes right under its id is journaled, and its note goes.', async () => {
  const page = { events: [{ ...caseEvent(1), occurredAt: 0.5 }] };
  const { h } = told(page);
  await h.clock.advance(0);
  expect(h.state().notes).toHaveLength(1);
  page.events = [caseEvent(1)];
  await h.clock.advance(2 * minute);
  expect([h.state().notes, h.store.read((db) => journalSize(db))]).toEqual([[], 1]);
});
