import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewEvent } from '#shared/model/event/event.ts';
import { append, readJournal } from '#core/store/journal/journal.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { erasePersonal, personKey } from '#core/store/journal/personal.ts';
import { verifyChain } from '#core/store/journal/verify-chain.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

let store: Store;
let path: string;
beforeEach(() => {
  path = `${temporaryFolder()}/gridline.db`;
  store = openStore({ path, log: () => {} });
});
afterEach(() => store.close());

function comment(sourceId: string, text: string, actor: string | null = 'Pat'): NewEvent {
  const payload = { issueId: 'i', text };
  return { source: 'person', sourceId, kind: 'issue.commented', occurredAt: 5, payload, actor, hlc: sourceId };
}

const add = (...events: NewEvent[]) => store.write((db) => append(db, events, 9));
const check = () => store.read((db) => verifyChain(db));
const texts = () => store.read((db) => readJournal(db, 0, 10).map(({ actor, payload }) => [actor, payload]));

/** As another program would change the file. */
function tamper(sql: string): void {
  const raw = new Database(path);
  raw.exec(`DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; ${sql}`);
  raw.close();
}

describe('Tampering shows:', () => {
  test.each([
    ['a payload', "UPDATE journal SET payload = '{}' WHERE seq = 2", 'Event 2 is not what was written'],
    ['a time', 'UPDATE journal SET occurred_at = 6 WHERE seq = 3', 'Event 3 is not what was written'],
    [
      'how it was proven who did it',
      "UPDATE journal SET proof = 'team sign-in' WHERE seq = 2",
      'Event 2 is not what was',
    ],
    ['on which computer', "UPDATE journal SET device = 'another' WHERE seq = 2", 'Event 2 is not what was written'],
    ['a salt', 'UPDATE journal SET salt = randomblob(16) WHERE seq = 3', 'Event 3 is not what was written'],
    ['a hash', 'UPDATE journal SET hash = randomblob(32) WHERE seq = 1', 'Event 1 is not what was written'],
    ['which texts are kept apart', 'UPDATE journal SET personal = NULL WHERE seq = 3', 'Event 3 is not what was'],
    ['an event taken out', 'DELETE FROM journal WHERE seq = 2', 'Event 2 is missing'],
    [
      'a text about a person',
      "UPDATE personal SET text = 'No' WHERE text = 'Called'",
      'A text about a person is not what',
    ],
    ['its salt', 'UPDATE personal SET salt = randomblob(16)', 'A text about a person is not what was written'],
    ['whose it is', "UPDATE personal SET person = 'x'", 'A text about a person is not what was written'],
    ['one taken out', "DELETE FROM personal WHERE text = 'Called'", 'A text about a person is missing'],
    ['one put in', "INSERT INTO personal VALUES ('a', 'b', x'00', 'c')", 'hold one that no event names'],
    [
      'one erased behind the journal’s back',
      "UPDATE personal SET text = NULL, salt = NULL WHERE text = 'Called'",
      'no event says that it was erased',
    ],
  ])('%s.', (_, sql, message) => {
    add(comment('a', 'Called'), comment('b', 'Wrote'), comment('c', 'Waited'));
    expect(check()).toEqual({ events: 3, erased: 0, removed: 0, broken: null });
    tamper(sql);
    expect(check().broken?.message).toContain(message);
  });
});

test('An event that was exchanged for another, with a hash that fits in its place, breaks the link of the one after it', async () => {
  add({ ...comment('a', 'Called'), actor: null });
  const other = `${path}.other`;
  await store.backup(other);
  add({ ...comment('b', 'It is 100', null) }, { ...comment('c', 'Paid', null) });
  const forger = openStore({ path: other, log: () => {} });
  forger.write((db) => append(db, [comment('b', 'It is 900', null)], 9));
  forger.close();
  tamper(`ATTACH '${other}' AS forged;
    DELETE FROM journal WHERE seq = 2; INSERT INTO journal SELECT * FROM forged.journal WHERE seq = 2`);
  expect(texts()[1]).toEqual([null, { issueId: 'i', text: 'It is 900' }]);
  // Event 2 itself is as its hash says: nothing but the link of event 3 tells.
  expect(check().broken).toEqual({
    seq: 3,
    message: "Event 3 is not what was written: its hash doesn't fit.",
  });
});

test('A person who does much is kept once, is found however the name is written, and is named nowhere in the journal', () => {
  add(comment('a', 'Called'), comment('b', 'Wrote'), comment('c', 'Waited', 'Dana'));
  expect(texts().map(([actor]) => actor)).toEqual(['Pat', 'Pat', 'Dana']);
  const kept = store.read((db) => db.raw.prepare('SELECT text FROM personal ORDER BY text').pluck().all());
  expect(kept).toEqual(['Called', 'Dana', 'Pat', 'Waited', 'Wrote']);
  const journal = JSON.stringify(store.read((db) => db.raw.prepare('SELECT * FROM journal').all()));
  expect(journal).not.toMatch(/Pat|Called/);
  expect(store.read((db) => personKey(db, ' PAT '))).toBe(store.read((db) => personKey(db, 'pat')));
});

test('An erasure that is taken back has erased nothing, also not from what is remembered', () => {
  add(comment('a', 'Called'));
  expect(() =>
    store.write((db) => {
      erasePersonal(db, personKey(db, 'Pat'));
      expect(readJournal(db, 0, 1)[0]?.actor).toBe('[erased]');
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(texts()).toEqual([['Pat', { issueId: 'i', text: 'Called' }]]);
  expect(check().broken).toBeNull();
});
