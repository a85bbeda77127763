import { afterEach, beforeEach, expect, test } from 'vitest';
import { saidOfPersonSchema } from '#shared/model/person/person.ts';
import { changePerson, PersonConflict, savePerson } from '#core/contacts/write-people.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { personHistory, putPerson } from '#core/store/tables/people.ts';

let store: Store;
beforeEach(() => {
  store = openStore({ path: ':memory:', log: () => undefined });
});
afterEach(() => store.close());

const by = { by: 'Pat', at: 10 };
const kim = saidOfPersonSchema.parse({
  kind: 'partner contact',
  name: 'Kim',
  email: 'kim@acme.example',
  roles: ['edi'],
  partners: ['Acme Foods'],
});
const written = () => store.write((db) => savePerson(db, null, kim, by));
const change = (read: { readonly key: string; readonly version: number }, what: Parameters<typeof changePerson>[2]) =>
  store.write((db) => changePerson(db, read, what, by));

test('What is changed of a person is changed, and the rest stays as it is.', () => {
  const first = written();
  expect(change(first, { mobile: '+49 151 12345678' })).toMatchObject({ ...kim, mobile: '+4915112345678', version: 2 });
  expect(store.read((db) => personHistory(db, first))).toHaveLength(2);
  expect(() => change(first, { name: 'Ann' })).toThrow(PersonConflict);
});

test('What can no longer be given but was when it was written stays, and is in the way of nothing else.', () => {
  const first = written();
  const before = { ...kim, roles: ['chief of fax'] };
  store.write((db) => putPerson(db, { source: first.source, key: first.key }, before, by));
  expect(change({ key: first.key, version: 2 }, { name: 'Kim Berg' })).toMatchObject({ ...before, name: 'Kim Berg' });
  expect(() => change({ key: first.key, version: 3 }, { partners: [] })).toThrow('partner');
  expect(() => change({ key: first.key, version: 3 }, { kind: 'colleague' })).toThrow('role');
});
