import { globSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { seenKey, showUnseen, visible } from '#shared/lib/words.ts';
import { ownSources } from '#shared/model/event/event.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import { checkId, checkName } from '#core/connections/naming.ts';
import { openStore } from '#core/store/open.ts';
import { connectionTable } from '#core/store/tables/connections.ts';

function emptyStore() {
  const store = openStore({ path: ':memory:', log: () => undefined });
  onTestFinished(() => store.close());
  return store;
}

test('A connection has no id under which the core itself writes', () => {
  const store = emptyStore();
  for (const id of [...ownSources, writtenHere]) {
    expect(() => store.read((db) => checkId(db, id, 'crm', ['crm']))).toThrow(/an id that stands for nothing else/);
  }
});

test('What the core writes under is in the list that no connection may be called by', () => {
  const written = globSync('electron/core/**/*.ts').flatMap((path) =>
    [
      ...readFileSync(path, 'utf8').matchAll(/\b(?:source:|settledBy =) (?:[^,\n]*\? )?'([a-z]+)'(?: : '([a-z]+)')?/g),
    ].flatMap(([, ...found]) => found.filter((one) => one !== undefined)),
  );
  expect([...new Set(written)].toSorted()).toEqual(ownSources.toSorted());
});

test.each(['salesforce\u200b', 'Sales\u200dforce', 'Ｓalesforce', ' sales\u3164force ', 'sales\ufe0fforce'])(
  'The name %j looks like one that there is',
  (name) => {
    const store = emptyStore();
    const more = { settings: {}, sandbox: false, signedIn: false, pause: null, lastError: null };
    store.write((db) => connectionTable.replace(db, { id: 'crm', connector: 'crm', name: 'Salesforce', ...more }));
    expect(() => store.read((db) => checkName(db, 'other', name))).toThrow(/a name that no other connection has/);
  },
);

test.each(['\u200b', '\u3164', '\u2800', '\u200d', '\u0000', '\ufe0f'])('%j alone is no name', (name) => {
  const store = emptyStore();
  expect(() => store.read((db) => checkName(db, 'crm', name))).toThrow(/a name of 1 to 60 characters, got nothing/);
});

test.each([
  ['Kim\r\nBcc: all', 'Kim Bcc: all'],
  ['\u202eKim\u2066', 'Kim'],
  ['K\u200bim\u{e0041}', 'Kim'],
  ['\u200dKim', 'Kim'],
  ['Kim\u001b[2J', 'Kim [2J'],
  // Joiners within words and pictures are seen by what they do.
  ['نامه\u200cای', 'نامه\u200cای'],
  ['👩\u200d💻', '👩\u200d💻'],
])('Of %j is seen %j', (name, seen) => {
  expect(visible(name)).toBe(seen);
});

test('What nobody sees is shown by its code where it is refused, and makes no other name', () => {
  expect([showUnseen('kim\u200b@acme.example'), seenKey('K\u200dim') === seenKey('kim')]).toEqual([
    'kim[U+200B]@acme.example',
    true,
  ]);
});
