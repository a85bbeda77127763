import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { runCommand, startCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import * as edi from '#test/harness/x12-fixtures.ts';

// Every command is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), next: z.string().nullable() }),
});

/** A data folder with one unreadable file as its only issue, and a backup made before it came. */
async function world() {
  const data = temporaryFolder();
  const file = join(temporaryFolder(), 'broken.edi');
  const backup = join(temporaryFolder(), 'monday.db');
  writeFileSync(file, 'ISA*00*nothing that can be read');
  const run = (...words: readonly string[]) => runCommand([...words, '--data', data, '--json']);
  expect((await run('backup', backup)).code).toBe(0);
  expect((await run('import', file)).code).toBe(0);
  const total = async () => z.object({ total: z.number() }).parse((await run('queue')).json()).total;
  return { data, backup, run, total };
}

/** Overwrites the middle of the database, as a failing disk does. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 100, Math.min(bytes.length, 400_000));
  writeFileSync(path, bytes);
}

test('A damaged database says what to do in words and in JSON; the command that it names works as it is named.', async () => {
  const { data, backup, run, total } = await world();
  expect(await total()).toBe(1);
  damage(join(data, 'gridline.db'));
  const people = await runCommand(['queue', '--data', data]);
  const advice = `Close Gridline and put a backup in its place: gridline restore FILE --data "${data}".`;
  expect([people.code, people.out]).toEqual([1, '']);
  expect(people.err).toContain(advice);
  const told = await run('queue');
  expect(errorSchema.parse(told.json()).error).toMatchObject({
    code: 'STORE_FAILED',
    next: expect.stringContaining(advice),
  });
  const words = /gridline (restore FILE --data "[^"]+")/.exec(people.err)?.[1] ?? '';
  const named = words.replace('FILE', backup).replaceAll('"', '').split(' ');
  const restored = await runCommand(named);
  expect([restored.code, restored.err]).toEqual([0, '']);
  expect(restored.out).toContain(`What was there before is in ${join(data, 'before-restore-')}`);
  expect(await total()).toBe(0);
  expect((await run('verify')).json()).toMatchObject({ ok: true });
});

/** A database whose start can be read, and of whose middle some pages are none any more. */
function damageWhereNobodyLooks(path: string): void {
  const raw = new Database(path);
  const insert = raw.prepare("INSERT INTO records VALUES ('rule', ?, 1, 0, NULL, ?)");
  raw.transaction(() => {
    for (let n = 0; n < 4_000; n++) insert.run(`zz ${n}`, JSON.stringify('x'.repeat(200)));
  })();
  raw.close();
  const bytes = readFileSync(path);
  for (let at = 100 * 4_096; at < 120 * 4_096; at += 4_096) {
    // Leaves only: a start goes past the inner pages of every table.
    if (bytes[at] === 0x0a) bytes.fill(0xa5, at, at + 200);
  }
  writeFileSync(path, bytes);
}

test('Damage that only a long look finds is told as such: by verify, doctor and backup with the way out, by restore with nothing changed.', async () => {
  const { data, backup, run, total } = await world();
  damageWhereNobodyLooks(backup);
  const refused = await run('restore', backup);
  expect([refused.code, errorSchema.parse(refused.json()).error.message]).toEqual([
    1,
    `${backup} is damaged or was not copied to its end. Nothing was changed.`,
  ]);
  expect(await total()).toBe(1);

  const path = join(data, 'gridline.db');
  damageWhereNobodyLooks(path);
  const advice = `Close Gridline and put a backup in its place: gridline restore FILE --data "${data}".`;
  const [verified, doctor, copied] = [await run('verify'), await run('doctor'), await run('backup', `${backup}.2`)];
  expect(errorSchema.parse(verified.json()).error).toEqual({
    code: 'STORE_FAILED',
    message: `The database ${path} is damaged and can't be read.`,
    next: expect.stringContaining(advice),
  });
  expect([doctor.code, doctor.json()]).toEqual([
    1,
    expect.objectContaining({
      checks: expect.arrayContaining([
        {
          connection: null,
          name: 'Database',
          ok: false,
          message: `The database ${path} is damaged in places.`,
          next: expect.stringContaining(advice),
        },
      ]),
    }),
  ]);
  expect(errorSchema.parse(copied.json()).error.next).toContain(advice);
});

test('Restore answers in JSON where everything went, and the way back is a restore too.', async () => {
  const { data, backup, run, total } = await world();
  const answer = (await run('restore', backup)).json();
  const restored = z
    .strictObject({
      restored: z.literal(backup),
      path: z.literal(join(data, 'gridline.db')),
      bytes: z.literal(statSync(join(data, 'gridline.db')).size),
      events: z.literal(0),
      issues: z.literal(0),
      derivedAnew: z.literal(false),
      movedTo: z.string(),
    })
    .parse(answer);
  expect(await total()).toBe(0);
  expect((await run('restore', join(restored.movedTo, 'gridline.db'))).code).toBe(0);
  expect(await total()).toBe(1);
});

test('Where the issues of a backup do not fit its journal, and the journal is whole, they are derived anew, and restore says so.', async () => {
  const { data, backup, run, total } = await world();
  expect((await run('backup', `${backup}.2`)).code).toBe(0);
  const raw = new Database(`${backup}.2`);
  raw.pragma('foreign_keys = OFF');
  raw.exec(`DELETE FROM issues; UPDATE counters SET value = 40`);
  raw.close();
  const restored = await runCommand(['restore', `${backup}.2`, '--data', data]);
  expect([restored.code, restored.out]).toEqual([
    0,
    expect.stringContaining('they were rebuilt from its journal, which is intact.'),
  ]);
  expect(await total()).toBe(1);
  expect((await run('verify')).json()).toMatchObject({ ok: true });
});

test('A backup that cannot be used is refused with exit code 1, and the data stays as it was.', async () => {
  const { data, run, total } = await world();
  const text = join(temporaryFolder(), 'text.db');
  writeFileSync(text, edi.x12File('IN', edi.invoice('INV-900')));
  const refused = await run('restore', text);
  expect([refused.code, errorSchema.parse(refused.json()).error]).toEqual([
    1,
    {
      code: 'STORE_FAILED',
      message: `${text} is not a backup of Gridline, or its beginning is damaged. Nothing was changed.`,
      next: 'Name a file that gridline backup made.',
    },
  ]);
  expect((await run('restore')).code).toBe(2);
  expect(readdirSync(data).filter((name) => name.startsWith('before-restore'))).toEqual([]);
  expect(await total()).toBe(1);
});

test('While a console runs, nothing is restored under it: restore says who has the folder.', async () => {
  const { data, backup, run, total } = await world();
  const console_ = startCommand(['start', '--no-open', '--first-run', '--data', data, '--json']);
  await console_.firstDocument();
  const refused = await run('restore', backup);
  expect([refused.code, errorSchema.parse(refused.json()).error]).toEqual([
    1,
    {
      code: 'FAILED',
      message: `${data} is in use by Gridline (browser, process ${console_.process.pid}).`,
      next: 'Stop that one, or choose another data folder with --data.',
    },
  ]);
  expect(await total()).toBe(1);
});

test('A backup that cannot be written says why and what to do, here and where the console writes it.', async () => {
  const { data, backup, run } = await world();
  const targets = [join(data, 'none', 'copy.db'), join(backup, 'copy.db'), join(data, 'x'.repeat(300))];
  const refusals = async () => {
    const told = [];
    for (const target of targets) {
      const { code: exitCode, json } = await run('backup', target);
      told.push({ exitCode, ...errorSchema.parse(json()).error });
    }
    return told;
  };
  const here = await refusals();
  expect(here.map(({ code, message, next }) => [code, message.replaceAll(data, '').replace(backup, ''), next])).toEqual(
    [
      [
        'STORE_FAILED',
        'The backup could not be written: there is no folder /none.',
        'Create it, or name another place.',
      ],
      ['STORE_FAILED', expect.stringContaining('is a file, not a folder.'), expect.any(String)],
      ['STORE_FAILED', expect.stringContaining('is too long for this disk.'), 'Choose a shorter one.'],
    ],
  );
  const console_ = startCommand(['start', '--no-open', '--first-run', '--data', data, '--json']);
  await console_.firstDocument();
  expect(await refusals()).toEqual(here);
  expect(existsSync(join(data, 'none'))).toBe(false);
});
