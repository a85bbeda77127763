import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importFiles, importPaths } from '#core/intake/import.ts';
import { takeFile } from '#core/intake/take-file.ts';
import { whatIsWrong } from '#core/intake/read-incoming.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { readFileBytes } from '#core/store/tables/files.ts';
import { journalSize, readJournal } from '#core/store/journal/journal.ts';
import { openStore } from '#core/store/open.ts';
import { importedFileSchema } from '#shared/contract/schemas/file.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const now = Date.UTC(2026, 10, 16, 9, 0);

function open() {
  const folder = temporaryFolder();
  const store = openStore({ path: path.join(folder, 'gridline.db'), log: () => undefined });
  onTestFinished(() => store.close());
  const deps = {
    store,
    ingest: (db: Parameters<typeof ingestEvents>[0], events: Parameters<typeof ingestEvents>[1]) =>
      ingestEvents(db, events, now),
    onChange: () => undefined,
    now: () => now,
  };
  return { folder, store, deps };
}

function interchange(
  control: string,
  group: string,
  sets: readonly string[][],
  from = 'ACME',
  to = 'NORTHWIND',
): string {
  const id = (text: string) => text.padEnd(15);
  const number = control.padStart(9, '0');
  const segments = sets.flatMap((set, at) => {
    const setControl = String(at + 1).padStart(4, '0');
    const [first, ...rest] = set;
    return [`ST*${first}*${setControl}`, ...rest, `SE*${rest.length + 2}*${setControl}`];
  });
  return `${[
    `ISA*00*          *00*          *ZZ*${id(from)}*ZZ*${id(to)}*261116*0900*U*00401*${number}*0*P*>`,
    `GS*${group}*${from}*${to}*20261116*0900*1*X*004010`,
    ...segments,
    `GE*${sets.length}*1`,
    `IEA*1*${number}`,
  ].join('~\n')}~\n`;
}

const invoice = interchange('1', 'IN', [['810', 'BIG*20261116*4711**PO-1', 'TDS*1000', 'CTT*0']]);
const rejection = interchange(
  '77',
  'FA',
  [['997', 'AK1*IN*1', 'AK2*810*0001', 'AK3*CUR*3', 'AK4*2*100*7*USX', 'AK5*R*5', 'AK9*R*1*1*0']],
  'NORTHWIND',
  'ACME',
);
const bytes = (text: string) => Buffer.from(text, 'latin1');

test('a file becomes a file event, a document event and stored bytes; a rejection an issue', async () => {
  const { store, deps } = open();
  const sent = await takeFile(deps, { name: 'invoice.edi', bytes: bytes(invoice), receivedAt: now });
  const acknowledgement = await takeFile(deps, { name: 'answer.edi', bytes: bytes(rejection), receivedAt: now + 1 });
  expect(store.read((db) => readJournal(db, 0, 100)).map((event) => [event.kind, event.sourceId])).toEqual([
    ['file.received', sent.fileId],
    ['document.received', `${sent.fileId}#d0`],
    ['file.received', acknowledgement.fileId],
    ...acknowledgement.ediFile.acknowledgements.map((_, at) => [
      'acknowledgement.received',
      `${acknowledgement.fileId}#a${at}`,
    ]),
  ]);
  expect(sent).toMatchObject({ result: { outcome: 'read', reason: null }, issueIds: [], duplicate: false });
  expect(acknowledgement.issueIds).toHaveLength(1);
  expect(Buffer.from(store.read((db) => readFileBytes(db, sent.fileId)) ?? [])).toEqual(bytes(invoice));
});

test('the same bytes again change nothing, under any name', async () => {
  const { store, deps } = open();
  await takeFile(deps, { name: 'one.edi', bytes: bytes(invoice), receivedAt: now });
  const before = store.read((db) => journalSize(db));
  const again = await takeFile(deps, { name: 'two.edi', bytes: bytes(invoice), receivedAt: now + 9 });
  expect(again).toMatchObject({ result: { name: 'two.edi', outcome: 'duplicate' }, duplicate: true, issueIds: [] });
  expect(store.read((db) => journalSize(db))).toBe(before);
});

test('a file that can not be read becomes an issue that says what is wrong', async () => {
  const { store, deps } = open();
  const taken = await takeFile(deps, { name: 'photo.edi', bytes: bytes('\u0089PNG\r\n'), receivedAt: now });
  expect(taken.result).toMatchObject({
    outcome: 'rejected',
    reason: expect.stringMatching(/^This is not an EDI file; it looks like .*\.$/),
  });
  expect(taken.issueIds).toHaveLength(1);
  expect(store.read((db) => readJournal(db, 0, 9)).map((event) => event.kind)).toEqual(['file.unreadable']);
  const again = await takeFile(deps, { name: 'photo.edi', bytes: bytes('\u0089PNG\r\n'), receivedAt: now });
  expect(again.result.outcome).toBe('rejected');
});

test('what is readable is taken where the rest is not', async () => {
  const { store, deps } = open();
  const cut = bytes(`${invoice}${interchange('2', 'IN', [['810', 'BIG*20261116*4712']]).slice(0, 150)}`);
  const taken = await takeFile(deps, { name: 'cut.edi', bytes: cut, receivedAt: now });
  expect(taken.result.outcome).toBe('read');
  expect(taken.result.reason).not.toBeNull();
  expect(taken.issueIds).toHaveLength(1);
  expect(store.read((db) => readJournal(db, 0, 9)).map((event) => event.kind)).toContain('document.received');
});

test('a long file is taken in steps, and taken whole after a crash in between', async () => {
  const { store, deps } = open();
  const sets = Array.from({ length: 1_200 }, (_, at) => ['810', `BIG*20261116*${at}`, 'TDS*1']);
  const long = bytes(interchange('3', 'IN', sets));
  let writes = 0;
  const failing = {
    ...deps,
    ingest: (...[db, events]: Parameters<typeof deps.ingest>) => {
      if (++writes === 2) throw new Error('crash');
      return deps.ingest(db, events);
    },
  };
  await expect(takeFile(failing, { name: 'long.edi', bytes: long, receivedAt: now })).rejects.toThrow('crash');
  expect(store.read((db) => journalSize(db))).toBe(250);
  const taken = await takeFile(deps, { name: 'long.edi', bytes: long, receivedAt: now });
  expect([taken.duplicate, store.read((db) => journalSize(db))]).toEqual([false, 1_201]);
});

test('import takes files and the files directly in a folder, and prints what the contract says', async () => {
  const { folder, deps } = open();
  const inbox = path.join(folder, 'inbox');
  mkdirSync(path.join(inbox, 'deeper'), { recursive: true });
  writeFileSync(path.join(inbox, 'a.edi'), bytes(invoice));
  writeFileSync(path.join(inbox, 'b.edi'), bytes(rejection));
  writeFileSync(path.join(inbox, '.hidden'), 'no');
  writeFileSync(path.join(inbox, 'deeper', 'c.edi'), 'no');
  const { files, notRead } = await importPaths(deps, [inbox, path.join(inbox, 'a.edi')]);
  expect(notRead).toEqual([]);
  expect(files.map((file) => importedFileSchema.parse(file))).toEqual(files);
  expect(files.map((file) => [path.basename(file.path), file.syntax, file.duplicate, file.issues.length])).toEqual([
    ['a.edi', 'x12', false, 0],
    ['b.edi', 'x12', false, 1],
  ]);
  expect(files[0]?.documents).toMatchObject([{ type: '810', number: '4711', sender: 'ZZ:ACME' }]);
  const [again] = await importFiles(deps, [{ name: 'again', bytes: bytes(rejection) }]);
  expect(again).toMatchObject({ duplicate: true, issues: files[1]?.issues });
});

test.skipIf(process.platform !== 'linux')(
  'files are read whose names no text gives, from a folder or named',
  async () => {
    const { folder, deps } = open();
    const inbox = path.join(folder, 'inbox');
    mkdirSync(inbox);
    const latin = (name: string) => Buffer.concat([Buffer.from(`${inbox}/`), Buffer.from(name, 'latin1')]);
    writeFileSync(path.join(inbox, 'a.edi'), bytes(invoice));
    writeFileSync(path.join(inbox, 'Grüße.edi'), bytes(interchange('2', 'IN', [['810', 'BIG*20261116*4712']])));
    writeFileSync(latin('Gruß.edi'), bytes(rejection));
    const { files, notRead } = await importPaths(deps, [inbox]);
    expect(files.map((file) => [path.relative(inbox, file.path), file.duplicate])).toEqual([
      ['Gru%DF.edi', false],
      ['Grüße.edi', false],
      ['a.edi', false],
    ]);
    expect(notRead).toEqual([]);
    // What a shell hands on of such a name, as Node gives it to the command.
    const named = await importPaths(deps, [latin('Gruß.edi').toString()]);
    expect(named.files).toMatchObject([{ path: path.join(inbox, 'Gru%DF.edi'), duplicate: true }]);
    mkdirSync(latin('Geschäft'));
    writeFileSync(Buffer.concat([latin('Geschäft'), Buffer.from('/in.edi')]), bytes(rejection));
    const inside = await importPaths(deps, [latin('Geschäft').toString()]);
    expect(inside.files).toMatchObject([{ path: path.join(inbox, 'Gesch%E4ft/in.edi'), duplicate: true }]);
  },
);

test('of a folder, a file that is too large is named and costs only itself', async () => {
  const { folder, deps } = open();
  const inbox = path.join(folder, 'inbox');
  mkdirSync(inbox);
  writeFileSync(path.join(inbox, 'b.edi'), bytes(invoice));
  const huge = path.join(inbox, 'a.edi');
  writeFileSync(huge, '');
  truncateSync(huge, 100 * 1024 * 1024 + 1);
  const { files, notRead } = await importPaths(deps, [inbox]);
  expect(files.map((file) => file.path)).toEqual([path.join(inbox, 'b.edi')]);
  expect(notRead).toEqual([{ path: huge, reason: 'Expected a file of 100 MB at most, got one of 100.0 MB.' }]);
  await expect(importPaths(deps, [inbox, huge])).rejects.toMatchObject({ name: 'BadInputError', field: huge });
});

test('a picture that is imported is told to whoever took it along, and is no issue', async () => {
  const { folder, store, deps } = open();
  const photo = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46);
  const onDisk = path.join(folder, 'photo.jpg');
  writeFileSync(onDisk, photo);
  const [dropped] = await importFiles(deps, [{ name: 'photo.jpg', bytes: photo }]);
  const { files } = await importPaths(deps, [onDisk]);
  expect([dropped, files[0]].map((file) => [file?.issues, file?.findings.map(({ message }) => message)])).toEqual([
    [[], ['Not an EDI file (JPEG image).']],
    [[], ['Not an EDI file (JPEG image).']],
  ]);
  expect(importedFileSchema.parse(dropped)).toEqual(dropped);
  expect(store.read((db) => journalSize(db))).toBe(0);
});

test('a path that is not there is named, and nothing is read', async () => {
  const { folder, store, deps } = open();
  const there = path.join(folder, 'there.edi');
  const gone = path.join(folder, 'gone.edi');
  writeFileSync(there, bytes(invoice));
  await expect(importPaths(deps, [there, gone])).rejects.toMatchObject({
    name: 'BadInputError',
    field: gone,
    got: 'nothing there',
  });
  expect(store.read((db) => journalSize(db))).toBe(0);
});

test('a problem is told with its place, and how many more there are', () => {
  const finding = (severity: 'error' | 'warning', offset: number) =>
    ({ code: 'x', severity, message: `Bad at ${offset}.`, offset }) as const;
  expect(whatIsWrong([finding('warning', 1)])).toBeNull();
  expect(whatIsWrong([finding('error', 0)])).toBe('Bad at 0.');
  expect(whatIsWrong([finding('warning', 1), finding('error', 1_204), finding('error', 9)])).toBe(
    'Bad at 1204 (at byte 1,204); 1 more problem.',
  );
});
