import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { hour } from '#shared/lib/time.ts';
import { eventKindNames } from '#shared/model/event/kinds.ts';
import type { GridlineClient } from '#shared/contract/index.ts';
import { createCore } from '#core/index.ts';
import { createMemoryVault } from '#core/memory-vault.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { projectionVersion } from '#core/projection/projection-version.ts';
import { openStore } from '#core/store/open.ts';
import { readNote, writeNote } from '#core/store/tables/notes.ts';
import { writeSetting } from '#core/store/tables/records.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { issueId, oneOfEach } from '../stories/one-of-each.ts';
import { monday } from '../stories/samples.ts';

function lay(path: string) {
  const store = openStore({ path, log: () => {} });
  store.write((db) => {
    writeSetting(db, 'calendar', {
      zone: 'Europe/Berlin',
      days: [1, 2, 3, 4, 5],
      start: '08:00',
      end: '18:00',
      holidays: [],
    });
    writeSetting(db, 'ownAddresses', ['ZZ:ACME']);
    ingestEvents(db, oneOfEach, monday);
  });
  return store;
}

/** Opens the workspace as a program would, and looks. */
async function open<T>(dataFolder: string, look: (client: GridlineClient) => Promise<T>) {
  const lines: string[] = [];
  const core = await createCore({
    dataFolder,
    clock: createManualClock(monday + hour),
    vault: createMemoryVault(),
    log: (_, message) => lines.push(message),
    fetch: () => Promise.reject(new Error('The network was used.')),
    random: () => 0.5,
    actor: 'pat',
    computer: 'desk-1',
    openExternal: () => Promise.resolve(),
    sandbox: null,
  });
  try {
    return { lines, seen: await look(core.client) };
  } finally {
    await core.stop();
  }
}

const verify = (client: GridlineClient) => client.system.verify();

const told = 'Issues were derived anew';

/** A store whose rows were made by other rules: words, a rule, an issue that is none any more, a count. */
function older(dataFolder: string, version: number | null): void {
  const store = lay(join(dataFolder, 'gridline.db'));
  store.write((db) => {
    db.raw.exec(`
      UPDATE issues SET title = 'Worded otherwise', words = 'Worded otherwise', severity = 3 WHERE id = '${issueId}';
      DELETE FROM evidence WHERE key = 'overdue';
      UPDATE counters SET value = value + 7 WHERE key = 'unresolved';
      DELETE FROM issues_text;
    `);
    if (version !== null) writeNote(db, 'projections.version', version);
  });
  store.close();
}

test.each([
  ['an earlier version', projectionVersion - 1],
  ['a later version', projectionVersion + 1],
  ['a version before there was one', null],
])('Rows made by %s are derived anew when the workspace is opened, and only then.', async (_, version) => {
  const dataFolder = temporaryFolder();
  older(dataFolder, version);
  const first = await open(dataFolder, verify);
  expect(first.seen.problems).toEqual([]);
  expect(first.seen.issues).toBeGreaterThan(8);
  expect(first.lines).toContain(told);
  const second = await open(dataFolder, verify);
  expect(second.seen.ok).toBe(true);
  expect(second.lines).not.toContain(told);
});

test('Rows of this version are left as they are, for verify to report what is wrong with them.', async () => {
  const dataFolder = temporaryFolder();
  older(dataFolder, projectionVersion);
  const { lines, seen } = await open(dataFolder, verify);
  expect(lines).not.toContain(told);
  expect(seen.ok).toBe(false);
  expect(seen.problems.map(({ message }) => message)).toContainEqual(expect.stringContaining('Worded otherwise'));
});

test('A new workspace is of this version from the start.', async () => {
  const dataFolder = temporaryFolder();
  expect((await open(dataFolder, verify)).lines).not.toContain(told);
  const store = openStore({ path: join(dataFolder, 'gridline.db'), log: () => {} });
  expect(store.read((db) => readNote(db, 'projections.version'))).toBe(projectionVersion);
  store.close();
});

test('Where the journal can not be read, the rows stay, the program opens, and the next start tries again.', async () => {
  const dataFolder = temporaryFolder();
  older(dataFolder, projectionVersion - 1);
  const file = join(dataFolder, 'gridline.db');
  const damaged = openStore({ path: file, log: () => {} });
  damaged.write((db) =>
    db.raw.exec(`DROP TRIGGER journal_no_update; UPDATE journal SET payload = '{}' WHERE kind = 'file.received'`),
  );
  damaged.close();
  const { lines, seen } = await open(dataFolder, (client) =>
    client.issues.list({ filter: '', sort: 'severity', limit: 100 }),
  );
  expect(lines).not.toContain(told);
  expect(seen.issues.map(({ title }) => title)).toContain('Worded otherwise');
  const store = openStore({ path: file, log: () => {} });
  onTestFinished(() => store.close());
  expect(store.read((db) => readNote(db, 'projections.version'))).toBe(projectionVersion - 1);
});

/** Update it together with `projectionVersion`. */
const hashOfVersion = { version: 17, hash: '6a6d2e2620ef449f' };

test('Whoever changes what is derived raises the version, so that stored rows follow.', () => {
  expect(
    new Set(oneOfEach.map(({ kind }) => kind)),
    'A kind of event is missing in test/core/stories/one-of-each.ts, or is none any more. Put one there, so that a change of what is derived from it is noticed.',
  ).toEqual(new Set(eventKindNames));
  const store = lay(':memory:');
  onTestFinished(() => store.close());
  const anyRow = z.record(z.string(), z.unknown());
  const tables = [
    'issues',
    'evidence',
    'document_links',
    'documents',
    'acknowledgements',
    'files',
    'partners',
    'counters',
    'due_counters',
  ];
  const rows = store.read((db) =>
    tables.map((table) =>
      db.raw
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((found) => {
          const { n: _, ...row } = anyRow.parse(found);
          return JSON.stringify(row);
        })
        .toSorted(),
    ),
  );
  const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
  expect(
    { version: projectionVersion, hash },
    'The journal of test/core/stories/one-of-each.ts gives other rows than before. Where only that journal was added to, update `hash` of `hashOfVersion` here. Where the same events are read otherwise, raise `projectionVersion` in electron/core/projection/projection-version.ts by one as well, so that workspaces are derived anew when they are opened, and update both here.',
  ).toEqual(hashOfVersion);
});
