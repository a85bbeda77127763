import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaidOfPerson } from '#shared/model/person/person.ts';
import { saidOfPersonSchema } from '#shared/model/person/person.ts';
import { bringPerson } from '#core/contacts/bring-person.ts';
import { findPeople, type Wanted } from '#core/contacts/find-people.ts';
import { PersonConflict, savePerson } from '#core/contacts/write-people.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { everSaidOfPeople, forgetPeople, peopleAsOf } from '#core/store/tables/people.ts';

let store: Store;
beforeEach(() => {
  store = openStore({ path: ':memory:', log: () => undefined });
});
afterEach(() => store.close());

const contact = (name: string, more: Partial<SaidOfPerson> = {}): SaidOfPerson => ({
  kind: 'partner contact',
  name,
  roles: ['edi'],
  partners: ['Acme Foods'],
  ...more,
});
const manager = (name: string, ...partners: string[]): SaidOfPerson => ({
  kind: 'colleague',
  name,
  roles: ['account manager'],
  partners,
});
const write = (said: SaidOfPerson, key: string | null = null, version: number | null = null, at = 10) =>
  store.write((db) =>
    savePerson(db, key === null ? null : { key, version }, saidOfPersonSchema.parse(said), { by: 'Pat', at }),
  );
const bring = (key: string, value: SaidOfPerson | null, { source = 'crm', at = 10 } = {}) =>
  store.write((db) => bringPerson(db, source, { key, value }, at));
const found = (kind: Wanted['kind'], role: Wanted['role'], ...partner: string[]) =>
  store.read((db) => findPeople(db, { kind, role, partner })).map(({ name }) => name);
const edi = (...partner: string[]) => found('partner contact', 'edi', ...partner);

test('Several may have a role for a partner, by its name or address; others are not asked', () => {
  write(contact('Kim'));
  write(contact('Ana', { partners: ['01:147678796'] }));
  write(contact('Lee', { roles: ['finance'] }));
  write(contact('Bo', { partners: ['Other Inc.'] }));
  expect([
    edi('ACME Foods', '01: 147678796'),
    edi('ZZ:ACME'),
    found('partner contact', 'finance', 'acme foods'),
  ]).toEqual([['Ana', 'Kim'], [], ['Lee']]);
});

test('Who was written here goes before who was brought; where nobody was, those who were brought are asked', () => {
  bring('1', contact('Brought Kim'));
  bring('1', contact('Also brought'), { source: 'crm-2' });
  const before = edi('Acme Foods');
  write(contact('Written Ana'));
  expect([before, edi('Acme Foods')]).toEqual([['Also brought', 'Brought Kim'], ['Written Ana']]);
});

test('A person written here takes the place of the brought one of the same key or address, roles and all', () => {
  bring('1', contact('Kim', { email: 'kim@acme.example' }));
  bring('2', contact('Ana'));
  write(contact('Kim', { roles: ['finance'], email: 'KIM@acme.example' }));
  const byAddress = edi('Acme Foods');
  write(contact('Ana', { roles: ['logistics'] }), '2');
  expect([byAddress, edi('Acme Foods')]).toEqual([['Ana'], []]);
});

test.each<[string, string | null, string | null, readonly string[]]>([
  ['a number alone', null, null, []],
  ['a number, with an address brought alone', 'kim@acme.example', null, []],
  ['a number, with an address written alone', null, 'kim@acme.example', []],
  ['a number that two people share', 'kim@acme.example', 'lee@acme.example', ['Kim']],
])('Who was moved to another partner here is known by %s', (_, brought, written, left) => {
  bring('1', contact('Kim', { mobile: '+49 151 12345678', email: brought }));
  write(contact('Kim', { mobile: '0049 (151) 12345678', email: written, partners: ['Other Inc.'] }));
  expect([edi('Acme Foods'), edi('Other Inc.')]).toEqual([left, ['Kim']]);
});

test('Who looks after this partner goes before who looks after all', () => {
  write(manager('Pat'));
  write(manager('Dana', 'Acme Foods'));
  const responsible = (...partner: string[]) => found('colleague', 'account manager', ...partner);
  expect([responsible('Acme Foods'), responsible('Other Inc.'), responsible()]).toEqual([
    ['Dana'],
    ['Pat'],
    ['Dana', 'Pat'],
  ]);
});

test('What a connection brings is kept as far as it can be used, until it is brought as gone or the connection is', () => {
  const leftOut = bring('1', contact('Kim', { email: 'none', roles: ['edi', 'boss'] }));
  bring('2', contact('Ana'));
  bring('3', contact(' '));
  bring('4', contact('Bo'), { source: 'crm-2' });
  const all = edi('Acme Foods');
  bring('2', null, { at: 20 });
  const without = edi('Acme Foods');
  store.write((db) => forgetPeople(db, 'crm'));
  const asOf = (at: number) => store.read((db) => peopleAsOf(db, at)).map(({ name, email }) => [name, email]);
  const kept = store.read((db) => everSaidOfPeople(db)).map(({ person: { name } }) => name);
  expect({ leftOut, all, without, after: edi('Acme Foods'), asItStood: [asOf(9), asOf(20)], kept }).toMatchObject({
    leftOut: { kept: true, faults: [{ field: 'email' }, { field: 'roles' }] },
    all: ['Ana', 'Bo', 'Kim'],
    without: ['Bo', 'Kim'],
    after: ['Bo'],
    asItStood: [[], [['Bo', null]]],
    // The others are forgotten, with all that they ever were.
    kept: ['Bo'],
  });
});

test.each<[string, Partial<SaidOfPerson>, RegExp]>([
  ['email', { email: 'kim at acme' }, /an address such as .*, got kim at acme/],
  ['email', { email: 'kim\u200b@acme.example' }, /got kim\[U\+200B\]@acme\.example/],
  ['name', { name: '\u3164' }, /a name, got nothing/],
  ['mobile', { mobile: '0151 1234' }, /a number with its country/],
  ['zone', { zone: '+02:00' }, /a time zone such as Europe\/Berlin/],
  ['language', { language: 'Englisch, deutsch' }, /a language such as/],
  ['roles', { roles: ['logistic'] }, /a role of a partner contact \(.*\), perhaps logistics, got logistic/],
  ['name', { name: ' ' }, /a name, got nothing/],
  ['partners', { partners: [] }, /at least one partner/],
])('A person whose %s can’t be used is refused with what was expected', (field, more, words) => {
  expect(() => write(contact('Kim', more))).toThrow(
    expect.objectContaining({ field, message: expect.stringMatching(words) }),
  );
  expect(edi('Acme Foods')).toEqual([]);
});

test('Numbers, languages and repeated words are kept in one form', () => {
  expect(
    write(contact('Kim', { mobile: '0049 (151) 123-45678', language: 'PT-br', roles: ['edi', ' edi'], email: ' ' })),
  ).toMatchObject({ mobile: '+4915112345678', language: 'pt-BR', roles: ['edi'], email: null });
});

test('Whoever changes a person names the version that was read; another one changes nothing', () => {
  const { key, version } = write(contact('Kim'));
  write(contact('Kim Berg'), key, version);
  expect(() => write(contact('Kim Bergman'), key, version)).toThrow(PersonConflict);
  expect(() => write(contact('Somebody new'), key)).toThrow(PersonConflict);
  expect(edi('Acme Foods')).toEqual(['Kim Berg']);
});

test('What nobody sees is no part of a name, and an entry that can’t be read costs that entry alone', () => {
  bring('1', contact('Kim\r\nBcc:\u0000 all\u202e'));
  const leftOut = bring('2', contact('Bo', { kind: 'robot' as never }));
  bring('3', contact('Lee'));
  expect([leftOut.kept, edi('Acme Foods')]).toEqual([false, ['Kim Bcc: all', 'Lee']]);
});

test('Whatever was written of a key covers what was brought of it, another kind and no address too', () => {
  bring('17', contact('Kim', { email: 'kim@acme.example' }));
  write({ kind: 'customer', name: 'Kim' }, '17');
  expect(edi('Acme Foods')).toEqual([]);
});
