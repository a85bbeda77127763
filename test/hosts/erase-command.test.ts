import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

async function desk() {
  const data = temporaryFolder();
  const run = (...words: readonly string[]) => runCommand([...words, '--data', data]);
  await run('people', 'add', '--kind', 'colleague', '--name', 'Kim Berg', '--email', 'kim@grid.example');
  return { run, data };
}

test('Somebody is erased only when that was said: what would be erased is shown first', async () => {
  const { run } = await desk();
  const dry = await run('erase', 'kim@grid.example', '--dry-run');
  const unasked = await run('erase', 'kim@grid.example');
  const there = await run('people');
  const done = await run('erase', 'KIM@grid.example', '--yes', '--json');
  const again = await run('erase', 'Kim Berg', '--yes');
  expect({
    dry: [dry.code, dry.out.trim().split('\n')],
    unasked: [unasked.code, unasked.out, unasked.err.includes('Add --yes')],
    there: there.out.includes('Kim Berg'),
    done: [done.code, done.json()],
    again: [again.code, again.out],
    gone: (await run('people')).out,
    chain: (await run('verify')).code,
  }).toEqual({
    dry: [
      0,
      [
        'Known as: kim@grid.example, Kim Berg',
        '0 texts in the journal, in 0 issues',
        'one entry in the list of people, with their history',
        '0 actions that name them',
        expect.stringMatching(/other mentions?: who requested/),
        'Nothing was erased.',
      ],
    ],
    unasked: [1, 'Nothing was erased.\n', true],
    there: true,
    done: [
      0,
      {
        erased: true,
        names: ['KIM@grid.example', 'Kim Berg'],
        texts: 0,
        people: 1,
        actions: 0,
        others: expect.any(Number),
        issues: 0,
        held: false,
      },
    ],
    again: [0, 'Nothing is kept about Kim Berg under this name or address.\n'],
    gone: 'No people found.\n',
    chain: 0,
  });
});

test('Old events are counted, and removed only when that was said', async () => {
  const { run, data } = await desk();
  const files = join(data, 'in');
  mkdirSync(files);
  writeFileSync(join(files, 'one.edi'), 'ISA*what is this');
  await run('import', files);
  const soon = new Date(Date.now() + 60_000).toISOString();
  const [future, none, noDay] = [
    await run('trim', '--before', soon),
    await run('trim', '--before', '2020-01-01'),
    await run('trim'),
  ];
  expect({
    future: [future.code, future.err.includes('before: expected a time that is over')],
    none: [none.code, none.out],
    noDay: noDay.code,
  }).toEqual({
    future: [2, true],
    none: [0, 'There is nothing to remove from before then.\n'],
    noDay: 2,
  });
});
