import { hash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyStore } from '#core/projection/verify.ts';
import { keepBlob, pruneBlobs, readBlob, releaseBlobs } from '#core/store/tables/blobs.ts';
import { openStore, type Store } from '#core/store/open.ts';

let store: Store;
beforeEach(() => {
  store = openStore({ path: ':memory:', log: () => {} });
});
afterEach(() => store.close());

const letter = Buffer.from('Dear partner');
const first = { kind: 'letter', id: '1' };
const second = { kind: 'export', id: '1' };
const keep = (owner = first, bytes: Uint8Array = letter, mediaType = 'text/plain', limit?: number) =>
  store.write((db) => keepBlob(db, { mediaType, bytes }, owner, limit));
const prune = (limit = 10) => store.write((db) => pruneBlobs(db, limit));
const read = (id: string) => store.read((db) => readBlob(db, id));

test('The same bytes are kept once, under their SHA-256, with the type that the first gave them', () => {
  const id = keep();
  expect(id).toBe(hash('sha256', letter));
  expect(keep(second, letter, 'application/octet-stream')).toBe(id);
  expect(read(id)).toMatchObject({ id, mediaType: 'text/plain' });
  expect(Buffer.from(read(id)?.bytes ?? []).toString()).toBe('Dear partner');
  expect(store.read((db) => db.raw.prepare('SELECT count(*) FROM blobs').pluck().get())).toBe(1);
  expect(read('0'.repeat(64))).toBeNull();
});

test('Bytes stay as long as one owner needs them, and go a few at a time once nobody does', () => {
  const id = keep();
  keep(second);
  const others = [keep(first, Buffer.from('a')), keep(first, Buffer.from('b'))];
  store.write((db) => releaseBlobs(db, first));
  expect(prune(1)).toBe(1);
  expect(prune(1)).toBe(1);
  expect(prune(1)).toBe(0);
  expect(others.map(read)).toEqual([null, null]);
  expect(read(id)).not.toBeNull();
  store.write((db) => releaseBlobs(db, second));
  expect([prune(), read(id)]).toEqual([1, null]);
});

test('What is owned can’t be taken away behind the owner’s back', () => {
  keep();
  expect(() => store.write((db) => db.raw.exec('DELETE FROM blobs'))).toThrow(/FOREIGN KEY/);
});

test('More bytes than allowed are refused, and nothing of them stays', () => {
  expect(() => keep(first, letter, 'text/plain', letter.length - 1)).toThrow(/at most 0.0 MB are kept/);
  expect(keep(first, letter, 'text/plain', letter.length)).toBe(hash('sha256', letter));
  store.write((db) => releaseBlobs(db, first));
  expect(prune()).toBe(1);
});

test('Bytes that were changed are found', () => {
  const id = keep();
  store.write((db) => db.raw.exec("UPDATE blobs SET bytes = x'00'"));
  expect(verifyStore(store).problems).toEqual([
    { code: 'bytes.changed', message: `The bytes of file ${id} are not those that were read.` },
  ]);
});
