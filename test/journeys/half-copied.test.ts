import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { functionalAcknowledgement, harbourStores, invoice, usBrands, x12File } from '#test/harness/x12-fixtures.ts';

const answers = { sender: harbourStores, receiver: usBrands };
const refusalOf = (group: string, control: string) =>
  x12File(
    'FA',
    functionalAcknowledgement({
      group: ['IN', group],
      set: ['810', '0001'],
      errors: [['AK3', 'TDS', '7', '', '8']],
      status: ['R', '5'],
    }),
    { ...answers, control },
  );
const refusal = refusalOf('101', '000000905');

const inFolder = (h: Gridline) => readdirSync(h.dropFolder).filter((name) => !['processed', 'rejected'].includes(name));
const processed = (h: Gridline) =>
  existsSync(join(h.dropFolder, 'processed')) ? readdirSync(join(h.dropFolder, 'processed')).toSorted() : [];
const kinds = async (h: Gridline, filter?: string) =>
  (await h.queue(filter)).map(({ kind, status }) => `${kind} ${status}`);
const notes = async (h: Gridline) => (await h.connection('drop-folder')).feeds[0]?.notes ?? [];

/** Every half a minute somebody looks, for as long as that. */
async function looksFor(h: Gridline, ms: number): Promise<void> {
  for (const end = h.clock.now() + ms; h.clock.now() < end; ) {
    await h.clock.advance(30 * second);
    await h.lookIntoFolder();
  }
}

/** A writer that has the file open for as long as the story goes on. */
function writer(path: string): (text: string) => void {
  const file = openSync(path, 'a');
  onTestFinished(() => closeSync(file));
  return (text) => void writeSync(file, text);
}

test('A copy that stalls in the middle is not read before its end, and then read as one file.', async () => {
  const h = await gridline();
  const write = writer(join(h.dropFolder, 'answer.edi'));
  write(refusal.slice(0, 150));
  await looksFor(h, minute);
  expect([inFolder(h), await kinds(h)]).toEqual([['answer.edi'], []]);
  expect(await notes(h)).toEqual(['answer.edi is still being written. Its last interchange has no IEA at its end.']);
  write(refusal.slice(150));
  await h.lookIntoFolder();
  expect([inFolder(h), processed(h), await kinds(h)]).toEqual([[], ['answer.edi'], ['rejected open']]);
  expect(await notes(h)).toEqual([]);
});

test('What never gets its end is said to be cut off, stays, and is read anew when it goes on after all.', async () => {
  const h = await gridline();
  const path = join(h.dropFolder, 'answer.edi');
  const write = writer(path);
  write(refusal.slice(0, 150));
  await h.lookIntoFolder();
  await looksFor(h, 3 * minute);
  expect([inFolder(h), await kinds(h)]).toEqual([['answer.edi'], ['unreadable-file open']]);
  expect((await notes(h)).join()).toMatch(/^answer\.edi seems to be cut off\. .* It is read again when it changes/);
  // Nothing more is said of it while it stays as it is, whatever is restarted.
  await h.restart();
  await looksFor(h, 10 * minute);
  expect(await kinds(h)).toEqual(['unreadable-file open']);

  write(refusal.slice(150));
  await h.lookIntoFolder();
  expect([inFolder(h), processed(h)]).toEqual([[], ['answer.edi']]);
  expect((await kinds(h)).toSorted()).toEqual(['rejected open', 'unreadable-file resolved']);
  const [file] = await h.queue('kind:unreadable-file is:resolved');
  const { timeline } = await h.detail(file?.id ?? '');
  expect(timeline.map(({ text }) => text)).toContain('answer.edi was written on and read again');
  expect((await h.verify()).ok).toBe(true);
});

test.each([
  ['is empty at first', '', refusal],
  ['has its space reserved beforehand', '\0'.repeat(refusal.length), refusal],
  ['stops in the middle of the last number', refusal.slice(0, -6), refusal],
  ['begins with a byte', refusal.slice(0, 1), refusal],
  ['holds one whole interchange and half of another', refusal + refusalOf('102', '000000906').slice(0, 120), null],
  ['is an EDIFACT file without its UNZ', "UNB+UNOA:3+A+B+261120:0930+77'UNH+1+ORDERS:D:96A:UN'UNT+2+1'", null],
  [
    'is a receipt without its closing boundary',
    'MIME-Version: 1.0\r\nContent-Type: multipart/report; boundary="b"\r\n\r\n--b\r\n\r\nok\r\n',
    null,
  ],
])('A file that %s waits.', async (_, begun, ended) => {
  const h = await gridline();
  const path = join(h.dropFolder, 'file.edi');
  writeFileSync(path, begun);
  await h.lookIntoFolder();
  await looksFor(h, minute);
  expect([inFolder(h), await kinds(h), (await notes(h)).length]).toEqual([['file.edi'], [], 1]);
  if (ended === null) return;
  writeFileSync(path, ended);
  await h.lookIntoFolder();
  expect([inFolder(h), await kinds(h)]).toEqual([[], ['rejected open']]);
});

test('Who goes on writing to a file that was read and filed is read to the end, and nothing counts twice.', async () => {
  const h = await gridline();
  const write = writer(join(h.dropFolder, 'answers.edi'));
  write(refusal);
  await h.lookIntoFolder();
  expect([processed(h), await kinds(h)]).toEqual([['answers.edi'], ['rejected open']]);
  for (const [at, group] of ['102', '103'].entries()) {
    write(refusalOf(group, `00000091${at}`));
    await h.lookIntoFolder();
  }
  expect([inFolder(h), processed(h)]).toEqual([[], ['answers.edi']]);
  expect((await h.queue()).map(({ kind, occurrences }) => [kind, occurrences])).toEqual([
    ['rejected', 1],
    ['rejected', 1],
    ['rejected', 1],
  ]);
  expect((await h.verify()).ok).toBe(true);
});

test('The same name with other content, and a name given at the end, are read like any other file.', async () => {
  const h = await gridline();
  await h.drop('answer.edi', refusal);
  await h.drop('answer.edi', refusalOf('102', '000000906'));
  writeFileSync(join(h.dropFolder, 'answer.edi.part'), refusalOf('103', '000000907'));
  await h.lookIntoFolder();
  expect((await kinds(h)).length).toBe(2);
  renameSync(join(h.dropFolder, 'answer.edi.part'), join(h.dropFolder, 'answer.edi'));
  await h.lookIntoFolder();
  expect([inFolder(h), processed(h).length, (await kinds(h)).length]).toEqual([[], 3, 3]);
});

test('An unfinished file does not hold up the ones beside it, and one that is no EDI does not wait.', async () => {
  const h = await gridline();
  writeFileSync(join(h.dropFolder, 'half.edi'), refusal.slice(0, 150));
  writeFileSync(join(h.dropFolder, 'invoice.edi'), x12File('IN', invoice('INV-905')));
  writeFileSync(join(h.dropFolder, 'photo.edi'), '\u0089PNG\r\n');
  await h.lookIntoFolder();
  expect(inFolder(h)).toEqual(['half.edi']);
  appendFileSync(join(h.dropFolder, 'half.edi'), refusal.slice(150));
  await h.lookIntoFolder();
  expect([inFolder(h), processed(h)]).toEqual([[], ['half.edi', 'invoice.edi']]);
});
