import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FileResult } from '#core/connectors/feed.ts';
import { dropFolder } from '#core/connectors/drop-folder/index.ts';
import { quietLog } from '#test/harness/ears.ts';
import { createManualClock, settle } from '#test/harness/manual-clock.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { until } from '#test/harness/until.ts';

function setUp(settings: Readonly<Record<string, string>> = {}) {
  const folder = path.join(temporaryFolder(), 'in');
  mkdirSync(folder);
  const clock = createManualClock();
  const changes: string[] = [];
  const connection = dropFolder.open({
    settings: { folder, processedFolder: '', rejectedFolder: '', ...settings },
    secrets: { get: async () => null, set: async () => undefined, delete: async () => undefined },
    clock,
    log: quietLog(),
    fetch,
    cache: { get: () => null, set: () => undefined },
    keyed: (text) => text,
    openExternal: async () => undefined,
    random: () => 0.5,
    changed: (feed) => changes.push(feed),
  });
  onTestFinished(() => connection.close());
  const put = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const list = (name: string) => (existsSync(path.join(folder, name)) ? readdirSync(path.join(folder, name)) : []);
  /** One poll; `judge` plays the intake. Gives the names taken. */
  const poll = async (
    judge: (text: string) => Pick<FileResult, 'outcome' | 'reason'> = () => ({ outcome: 'read', reason: null }),
    between: () => void = () => undefined,
  ) => {
    const taken: string[] = [];
    const state = { over: false };
    const work = (async () => {
      const feed = connection.feeds['files'];
      if (feed === undefined) throw new Error('No feed');
      for await (const page of feed({ cursor: null, signal: new AbortController().signal })) {
        const files = page.files ?? [];
        taken.push(...files.map((file) => file.name), ...page.events.map((event) => event.kind));
        await page.done?.(
          files.map((file) => ({ name: file.name, ...judge(Buffer.from(file.bytes).toString('latin1')) })),
          [],
        );
      }
    })().finally(() => (state.over = true));
    work.catch(() => undefined);
    await until('it waits or is done', () => state.over || clock.nextDue() !== null);
    between();
    while (!state.over) await clock.advance(1_000);
    await work;
    return taken;
  };
  return { folder, clock, changes, connection, put, list, poll };
}

test('takes files at rest and moves read ones to processed, unreadable ones to rejected with the reason', async () => {
  const h = setUp();
  h.put('good.edi', 'good');
  h.put('bad.edi', 'bad');
  const taken = await h.poll((text) =>
    text === 'bad' ? { outcome: 'rejected', reason: 'No EDI was found.' } : { outcome: 'read', reason: null },
  );
  expect(taken.toSorted()).toEqual(['bad.edi', 'good.edi']);
  expect(h.list('.').toSorted()).toEqual(['processed', 'rejected']);
  expect(h.list('processed')).toEqual(['good.edi']);
  expect(h.list('rejected').toSorted()).toEqual(['bad.edi', 'bad.edi.reason.txt']);
  expect(readFileSync(path.join(h.folder, 'rejected/bad.edi.reason.txt'), 'utf8')).toBe('No EDI was found.\n');
  expect(await h.poll()).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('a file whose name is no text is read and moved like any other', async () => {
  const h = setUp();
  const latin = (name: string) => Buffer.concat([Buffer.from(`${h.folder}/`), Buffer.from(name, 'latin1')]);
  writeFileSync(latin('Gruß.edi'), 'good');
  writeFileSync(latin('Grüße.edi'), 'bad');
  writeFileSync(latin('Grüße.tmp'), 'half');
  h.put('Gruß.edi', 'in UTF-8');
  const taken = await h.poll((text) =>
    text === 'bad' ? { outcome: 'rejected', reason: 'No EDI was found.' } : { outcome: 'read', reason: null },
  );
  expect(taken.toSorted()).toEqual(['Gr%FC%DFe.edi', 'Gru%DF.edi', 'Gruß.edi']);
  expect(h.list('processed').toSorted()).toEqual(['Gru%DF.edi', 'Gruß.edi']);
  expect(h.list('rejected').toSorted()).toEqual(['Gr%FC%DFe.edi', 'Gr%FC%DFe.edi.reason.txt']);
  expect(readdirSync(h.folder)).toHaveLength(3);
  expect(await h.poll()).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'a place that takes no folders is named, and nothing waits for it',
  async () => {
    const h = setUp({ processedFolder: '/proc/self/read/files' });
    h.put('a.edi', 'good');
    const message = 'The folder /proc/self/read can’t be created in /proc/self.';
    await expect(h.poll()).rejects.toMatchObject({ kind: 'set-up', message });
    expect(h.list('.')).toContain('a.edi');
    const { checks } = await h.connection.test(new AbortController().signal);
    expect(checks.find(({ name }) => name === 'Folder for read files')).toMatchObject({ ok: false, message });
  },
);

test.skipIf(process.platform === 'win32')('the folders it makes are for its own person alone', async () => {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  const h = setUp({ processedFolder: '' });
  h.put('a.edi', 'good');
  h.put('b.edi', 'bad');
  await h.poll((text) => ({ outcome: text === 'bad' ? 'rejected' : 'read', reason: null }));
  const mode = (name: string) => statSync(path.join(h.folder, name)).mode & 0o777;
  expect([mode('processed'), mode('rejected')]).toEqual([0o700, 0o700]);
});

test('leaves alone what is still being written, hidden, a link or a folder', async () => {
  const h = setUp();
  for (const name of ['.hidden', 'a.tmp', 'b.part', 'c~', '~$d', 'e.filepart']) h.put(name, 'x');
  mkdirSync(path.join(h.folder, 'deeper'));
  symlinkSync('/etc/hostname', path.join(h.folder, 'link.edi'));
  h.put('growing.edi', 'one');
  h.put('still.edi', 'two');
  const taken = await h.poll(undefined, () => appendFileSync(path.join(h.folder, 'growing.edi'), 'more'));
  expect(taken).toEqual(['still.edi']);
  expect(await h.poll()).toEqual(['growing.edi']);
});

test('never overwrites a file of the same name', async () => {
  const h = setUp();
  for (const text of ['first', 'second', 'third']) {
    h.put('order.edi', text);
    await h.poll();
  }
  expect(h.list('processed').toSorted()).toEqual(['order-1.edi', 'order-2.edi', 'order.edi']);
  expect(readFileSync(path.join(h.folder, 'processed/order.edi'), 'utf8')).toBe('first');
});

test('a file that somebody writes on while it is read stays', async () => {
  const h = setUp();
  h.put('order.edi', 'first');
  await h.poll(() => {
    appendFileSync(path.join(h.folder, 'order.edi'), ' and more');
    return { outcome: 'read', reason: null };
  });
  expect(h.list('.')).toContain('order.edi');
  await h.poll();
  expect(readFileSync(path.join(h.folder, 'processed/order.edi'), 'utf8')).toBe('first and more');
});

test('a file that can not be moved stays, the others go, and the trouble is told', async () => {
  const h = setUp();
  h.put('a.edi', 'bad');
  h.put('b.edi', 'good');
  writeFileSync(path.join(h.folder, 'rejected'), 'a file where the folder should be');
  const judge = (text: string) =>
    text === 'good' ? ({ outcome: 'read', reason: null } as const) : ({ outcome: 'rejected', reason: 'x' } as const);
  await expect(h.poll(judge)).rejects.toMatchObject({ message: expect.stringContaining('a.edi') });
  expect(h.list('processed')).toEqual(['b.edi']);
  expect(h.list('.')).toContain('a.edi');
});

test('a file larger than 100 MB becomes an issue without being read', async () => {
  const h = setUp();
  h.put('huge.edi', '');
  truncateSync(path.join(h.folder, 'huge.edi'), 100 * 1024 * 1024 + 1);
  expect(await h.poll()).toEqual(['file.unreadable']);
  expect(h.list('rejected').toSorted()).toEqual(['huge.edi', 'huge.edi.reason.txt']);
  expect(statSync(path.join(h.folder, 'rejected/huge.edi')).size).toBe(100 * 1024 * 1024 + 1);
});

test('a missing folder is a matter of set-up and says so', async () => {
  const h = setUp({ folder: '/nowhere/at/all' });
  await expect(h.poll()).rejects.toMatchObject({
    kind: 'set-up',
    message: 'The folder /nowhere/at/all doesn’t exist.',
  });
  expect(await h.connection.test(new AbortController().signal)).toMatchObject({
    ok: false,
    checks: [{ name: 'Folder can be read', ok: false, message: 'The folder /nowhere/at/all doesn’t exist.' }],
  });
});

test('files that were read must not go back to where they came from', async () => {
  const h = setUp();
  const same = setUp({ folder: h.folder, processedFolder: `${h.folder}/` });
  await expect(same.poll()).rejects.toMatchObject({ code: 'drop-folder.same-folder' });
});

test('the test of the connection says what it found', async () => {
  const h = setUp();
  h.put('a.edi', 'x');
  expect(await h.connection.test(new AbortController().signal)).toEqual({
    ok: true,
    checks: [
      { name: 'Folder can be read', ok: true, message: `1 file is waiting in ${h.folder}`, next: null },
      { name: 'Folder can be written', ok: true, message: 'Files can be moved away once they are read', next: null },
      { name: 'Folder for read files', ok: true, message: path.join(h.folder, 'processed'), next: null },
      { name: 'Folder for unreadable files', ok: true, message: path.join(h.folder, 'rejected'), next: null },
    ],
  });
  expect(h.list('.').toSorted()).toEqual(['a.edi', 'processed', 'rejected']);
});

test('a new file asks for a poll by itself', async () => {
  const h = setUp();
  await h.poll();
  h.put('a.edi', 'x');
  await until('the folder stirs', () => h.clock.nextDue() !== null);
  await h.clock.advance(100);
  await settle();
  expect(h.changes).toContain('files');
});

test('folders for what was read are made with those they lie in, closed to others; where that can’t be, the test says so', async () => {
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  const deep = path.join(temporaryFolder(), 'a', 'processed');
  const h = setUp({ processedFolder: deep, rejectedFolder: '/proc/self/none/rejected' });
  const { checks } = await h.connection.test(new AbortController().signal);
  expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
    ['Folder can be read', true],
    ['Folder can be written', true],
    ['Folder for read files', true],
    ['Folder for unreadable files', false],
  ]);
  expect(checks[3]).toMatchObject({
    message: expect.stringContaining('The folder /proc/self/none can’t be created in /proc/self'),
    next: expect.stringMatching(/./),
  });
  if (process.platform !== 'win32') expect((statSync(path.dirname(deep)).mode & 0o777).toString(8)).toBe('700');
  h.put('bad.edi', 'bad');
  await expect(h.poll(() => ({ outcome: 'rejected', reason: 'No.' }))).rejects.toMatchObject({
    message: expect.stringContaining('/proc/self/none can’t be created'),
  });
  expect(h.list('.')).toEqual(['bad.edi']);
});
