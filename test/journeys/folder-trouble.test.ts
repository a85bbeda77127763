import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import { eventually } from '#test/harness/eventually.ts';
import { type Gridline, gridline } from '#test/harness/gridline.ts';
import { invoice, x12File } from '#test/harness/x12-fixtures.ts';

const document = (number: string, control: string) => x12File('IN', invoice(number), { control });
const isFiled = (h: Gridline, name: string) => existsSync(join(h.dropFolder, 'processed', name));

async function feed(h: Gridline) {
  const [files] = (await h.connection('drop-folder')).feeds;
  if (files === undefined) throw new Error('There is no such feed.');
  return files;
}

/** Lets the schedule run, a second at a time, and gives how long it took until that was so. */
async function until(h: Gridline, what: string, look: () => boolean | Promise<boolean>): Promise<number> {
  const start = h.clock.now();
  await eventually(async () => {
    if (await look()) return true;
    await h.passes(second);
    return false;
  }, what);
  return h.clock.now() - start;
}

test('A share that is away for some minutes is read again soon after it is back, and says meanwhile what is wrong.', async () => {
  const h = await gridline();
  await h.drop('first.edi', document('INV-1', '000000001'));
  renameSync(h.dropFolder, `${h.dropFolder}-away`);
  await until(h, 'it is told', async () => (await feed(h)).health === 'failing');
  await h.passes(10 * minute);
  const { error, held, nextAttemptAt } = await feed(h);
  expect(error).toMatch(/was there before and can’t be found now\. Gridline keeps looking for it\./);
  expect(held).toEqual({ reason: error, until: nextAttemptAt });
  expect((nextAttemptAt ?? 0) - h.clock.now()).toBeLessThanOrEqual(minute);

  renameSync(`${h.dropFolder}-away`, h.dropFolder);
  writeFileSync(join(h.dropFolder, 'second.edi'), document('INV-2', '000000002'));
  expect(await until(h, 'the file is read', () => isFiled(h, 'second.edi'))).toBeLessThan(2 * minute);
  await until(h, 'all is well', async () => (await feed(h)).error === null);
});

test('A file that can not be moved is told by name, and the others are read at their usual pace.', async () => {
  const h = await gridline();
  const rejected = join(h.dataFolder, 'rejected');
  writeFileSync(rejected, 'a file where the folder should be');
  await h.client.connections.connect({ connector: 'drop-folder', settings: { rejectedFolder: rejected } });
  writeFileSync(join(h.dropFolder, 'photo.edi'), '\u0089PNG\r\n');
  await until(h, 'it is told', async () => (await feed(h)).error !== null);
  expect((await feed(h)).error).toContain('photo.edi');
  for (const at of [1, 2, 3]) {
    writeFileSync(join(h.dropFolder, `good-${at}.edi`), document(`INV-${at}`, `00000000${at}`));
    expect(await until(h, 'the good one is read', () => isFiled(h, `good-${at}.edi`))).toBeLessThan(30 * second);
  }
  expect((await feed(h)).health).toBe('failing');

  // Nothing moves in the folder that could draw anybody's attention.
  await h.passes(minute);
  rmSync(rejected);
  mkdirSync(rejected);
  expect(await until(h, 'the bad one is moved', () => !existsSync(join(h.dropFolder, 'photo.edi')))).toBeLessThan(
    2 * minute,
  );
  await until(h, 'all is well', async () => (await feed(h)).health === 'healthy');
  // However often it was tried, it was put down once.
  expect(readdirSync(rejected).toSorted()).toEqual(['photo.edi', 'photo.edi.reason.txt']);
});
