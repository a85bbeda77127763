import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { takeOwnership } from '#hosts/lib/owner.ts';
import { runCommand, startCommand } from '#test/harness/command-line.ts';
import { startOutside, withCore } from '#test/harness/outside.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import * as edi from '#test/harness/x12-fixtures.ts';
import { first } from '#test/harness/pick.ts';

// Every command is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

const text = z.string();
const when = z.number().int();
const chip = z.strictObject({
  id: text,
  connector: text,
  connection: text,
  action: text,
  noun: text,
  state: text,
  reference: text.nullable(),
  url: text.nullable(),
});
const queueSchema = z.strictObject({
  total: z.number().int(),
  issues: z.array(
    z.strictObject({
      id: text,
      kind: text,
      severity: text,
      status: text,
      partner: text,
      documentType: text.nullable(),
      documentNumber: text.nullable(),
      title: text,
      explanation: text,
      owner: text.nullable(),
      dueAt: when.nullable(),
      firstSeenAt: when,
      lastSeenAt: when,
      occurrences: z.number().int(),
      actions: z.array(chip),
    }),
  ),
  incidentTotal: z.number().int(),
  incidents: z.array(
    z.strictObject({
      id: text,
      kind: text,
      cause: text,
      severity: text,
      status: text,
      partner: text,
      documents: z.number().int(),
      unresolved: z.number().int(),
      matching: z.number().int(),
      types: z.array(z.strictObject({ type: text.nullable(), documents: z.number().int() })),
      title: text,
      explanation: text,
      owners: z.array(text),
      dueAt: when.nullable(),
      firstSeenAt: when,
      lastSeenAt: when,
      issue: text,
    }),
  ),
});
const errorSchema = z.strictObject({
  error: z.strictObject({ code: text, message: text, next: text.nullable() }),
});

/** A command that must do its work; gives its one JSON document. */
async function ask(data: string, ...words: readonly string[]): Promise<unknown> {
  const { code, err, json } = await runCommand([...words, '--data', data, '--json']);
  expect({ words, code, err }).toEqual({ words, code: 0, err: '' });
  return json();
}

/** A command that must not: gives its exit code and what it says in JSON. */
async function refusal(data: string, words: readonly string[], input = '') {
  const { code: exitCode, json } = await runCommand([...words, '--data', data, '--json'], input);
  return { exitCode, ...errorSchema.parse(json()).error };
}

/** Somebody changes one word of what was received, past the triggers that keep programs from it. */
function tamper(file: string): void {
  const database = new Database(file);
  const triggers = z
    .array(z.object({ name: text }))
    .parse(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'").all());
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  const change = database.prepare(
    `UPDATE journal SET payload = replace(payload, '"status":', '"Status":')
     WHERE seq = (SELECT min(seq) FROM journal WHERE payload LIKE '%"status":%')`,
  );
  expect(change.run().changes).toBe(1);
  database.close();
}

test('The sandbox, the queue, an escalation and its traces work from the command line alone.', async () => {
  const data = temporaryFolder();
  const sandbox = startCommand(['sandbox', '--connect', '--scenario', 'quiet-night', '--data', data, '--json']);
  const running = z
    .strictObject({
      scenario: z.literal('quiet-night'),
      seed: z.literal(1),
      pid: z.literal(sandbox.process.pid ?? 0),
      standIns: z.array(z.strictObject({ name: text, baseUrl: z.url() })),
      connections: z.array(
        z.strictObject({
          connector: text,
          settings: z.record(text, text),
          secrets: z.record(text, text),
        }),
      ),
      connected: z.literal(data),
    })
    .parse(await sandbox.firstDocument());
  const polled = z
    .strictObject({
      feeds: z.array(
        z.strictObject({
          id: text,
          connection: text,
          received: z.number().int(),
          duplicates: z.number().int(),
          error: z.null(),
        }),
      ),
    })
    .parse(await ask(data, 'poll'));
  expect(polled.feeds.map(({ id }) => id).toSorted()).toEqual([
    'drop-folder.files',
    'salesforce.cases',
    'trading-grid.acknowledgements',
    'trading-grid.partners',
    'trading-grid.transactions',
  ]);
  const before = queueSchema.parse(await ask(data, 'queue'));
  const issueId = first(before.issues).id;

  expect(await ask(data, 'act', issueId, 'salesforce.escalate', '--preview')).toMatchObject({
    count: 1,
    already: [],
    fields: expect.arrayContaining([expect.objectContaining({ key: 'subject' })]),
  });
  const acted = z
    .strictObject({
      actions: z.tuple([
        z.strictObject({
          id: text,
          connection: z.literal('salesforce'),
          issueId: z.literal(issueId),
          state: z.literal('accepted'),
          reference: text.regex(/^\d{8}$/),
          url: z.url(),
          error: z.null(),
        }),
      ]),
    })
    .parse(await ask(data, 'act', issueId, 'salesforce.escalate', '--wait'));
  const [action] = acted.actions;
  expect(await ask(data, 'act', issueId, 'salesforce.escalate', '--preview')).toMatchObject({
    count: 0,
    already: [issueId],
  });

  const after = queueSchema.parse(await ask(data, 'queue'));
  expect(after.issues.find(({ id }) => id === issueId)?.actions).toEqual([
    {
      id: action.id,
      connector: 'salesforce',
      connection: 'salesforce',
      action: 'salesforce.escalate',
      noun: 'case',
      state: 'accepted',
      reference: action.reference,
      url: action.url,
    },
  ]);
  expect(await ask(data, 'show', issueId)).toMatchObject({
    id: issueId,
    explain: { what: expect.any(String), why: expect.any(String), next: expect.any(String) },
    timeline: expect.arrayContaining([
      expect.objectContaining({ text: `Case ${action.reference} created`, url: action.url }),
    ]),
    documents: expect.any(Array),
  });
  expect(await ask(data, 'outbox')).toMatchObject({ total: 1, byState: [{ state: 'accepted', count: 1 }] });
  const ledger: unknown = await (
    await fetch(`${running.standIns[1]?.baseUrl}/_sandbox/ledger?effect=case.created`)
  ).json();
  expect(JSON.stringify(ledger)).toContain(action.id);

  const copy = join(temporaryFolder(), 'gridline.db');
  expect(await ask(data, 'backup', copy)).toEqual({ path: copy, bytes: readFileSync(copy).length });
  const verified = await ask(data, 'verify');
  const restored = await withCore(join(copy, '..'), (client) => client.system.verify());
  expect(restored).toEqual(verified);
  expect(restored).toMatchObject({ ok: true, problems: [] });

  tamper(join(data, 'gridline.db'));
  const tampered = await runCommand(['verify', '--data', data, '--json']);
  expect([tampered.code, tampered.json()]).toEqual([
    1,
    expect.objectContaining({
      ok: false,
      problems: expect.arrayContaining([
        { code: 'journal.chain', message: expect.stringContaining('is not what was written') },
      ]),
    }),
  ]);
  sandbox.process.kill('SIGTERM');
  expect((await sandbox.finished).code).toBe(0);
});

test('While the console runs, commands talk to it; while another command has the folder, they say so.', async () => {
  const outside = await startOutside();
  const data = temporaryFolder();
  await outside.connect(data);
  outside.tradingGrid.put({ ...invoice('4711'), status: 'Failed', errorcode: '7', externalerrormessage: 'No answer' });
  const console_ = startCommand(['start', '--no-open', '--data', data, '--json']);
  expect(await console_.firstDocument()).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//),
    pid: console_.process.pid,
    dataFolder: data,
    mode: 'connected',
  });
  await ask(data, 'poll', 'trading-grid.transactions');
  const { issues } = queueSchema.parse(await ask(data, 'queue', 'kind:delivery-failed'));
  await ask(data, 'act', first(issues).id, 'salesforce.escalate', '--wait');
  expect(outside.salesforce.cases()).toHaveLength(1);
  expect(await refusal(data, ['start', '--no-open'])).toMatchObject({
    exitCode: 1,
    code: 'FAILED',
    message: expect.stringContaining(`process ${console_.process.pid}`),
  });
  console_.process.kill('SIGTERM');
  expect((await console_.finished).code).toBe(0);

  const ownership = takeOwnership(data, 'command line');
  if (!ownership.owned) throw new Error('The console let go of the folder.');
  const held = await runCommand(['queue', '--data', data, '--json']);
  ownership.release();
  expect([held.code, held.json()]).toEqual([
    1,
    {
      error: {
        code: 'FAILED',
        message: `${data} is in use by Gridline (command line, process ${process.pid}).`,
        next: 'Stop that one, or choose another data folder with --data.',
      },
    },
  ]);
});

test('Mistakes are told in one JSON document, with an exit code that tells their kind.', async () => {
  const data = temporaryFolder();
  const codes = async (...words: readonly string[]) => {
    const { code, out } = await runCommand([...words, '--data', data, '--json']);
    return [words[0], code, errorSchema.parse(JSON.parse(out)).error.code];
  };
  expect(await Promise.all([codes('act', 'nothing', 'salesforce.escalate'), codes('verify', '--nonsense')])).toEqual([
    ['act', 1, 'NOT_CONNECTED'],
    ['verify', 2, 'USAGE'],
  ]);
  expect(await codes('queue', 'severity>=purple')).toEqual(['queue', 2, 'BAD_FILTER']);
  expect(await codes('show', 'nothing')).toEqual(['show', 1, 'NOT_FOUND']);
  expect(await codes('nonsense')).toEqual(['nonsense', 2, 'USAGE']);
  expect(await codes('act', 'nothing', 'escalate')).toEqual(['act', 2, 'USAGE']);
  expect(await codes('connect', 'trading-grid', '--set', 'pageSize=many')).toEqual(['connect', 2, 'BAD_INPUT']);
});

test('Secrets given on standard input are used, and are found nowhere in the clear.', async () => {
  const { tradingGrid, connections } = await startOutside();
  const data = temporaryFolder();
  const host = connections[0]?.settings['host'] ?? '';
  const words = [
    'connect',
    'trading-grid',
    '--set',
    `host=${host}`,
    '--secrets',
    '-',
    '--data',
    data,
    '--json',
    '--verbose',
  ];
  const secrets = { consumerKey: tradingGrid.consumerKey, consumerSecret: tradingGrid.consumerSecret };
  const connected = await runCommand(words, JSON.stringify(secrets));
  const polled = await runCommand(['poll', '--data', data, '--json', '--verbose']);
  expect([connected.code, polled.code]).toEqual([0, 0]);
  expect(connected.json()).toMatchObject({ connector: 'trading-grid', status: 'connected', test: { ok: true } });
  const written = readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1'));
  for (const secret of Object.values(secrets)) {
    const base64 = Buffer.from(secret).toString('base64');
    for (const place of [connected.out, connected.err, polled.out, polled.err, ...written]) {
      expect(place.includes(secret) || place.includes(base64)).toBe(false);
    }
  }
});

test('A good, a broken and a known file are told apart by import, in the documented shape.', async () => {
  const data = temporaryFolder();
  const folder = temporaryFolder();
  const write = (name: string, content: string) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const answer = edi.functionalAcknowledgement({
    errors: [
      ['AK3', 'IT1', '6', '', '8'],
      ['AK4', '4', '212', '6', '9.9S'],
    ],
    status: ['R', '5'],
  });
  const good = write('good.edi', edi.x12File('FA', answer, { sender: edi.harbourStores, receiver: edi.usBrands }));
  const invoiceFile = write('invoice.edi', edi.x12File('IN', edi.invoice('INV-900')));
  const broken = write('broken.edi', 'ISA*00*nothing that can be read');
  const control = z.strictObject({ interchange: text.nullable(), group: text.nullable(), set: text.nullable() });
  const imported = z
    .strictObject({
      files: z.array(
        z.strictObject({
          path: text,
          syntax: z.enum(['x12', 'edifact', 'mdn', 'unknown']),
          duplicate: z.boolean(),
          documents: z.array(
            z.strictObject({ type: text, number: text.nullable(), sender: text, receiver: text, control }),
          ),
          acknowledgements: z.array(
            z.strictObject({
              type: text,
              answers: z.strictObject({ type: text.nullable(), number: text.nullable(), control }),
              status: z.enum(['accepted', 'accepted with errors', 'partial', 'rejected', 'received']),
              errors: z.array(
                z.strictObject({
                  level: z.enum(['interchange', 'group', 'set', 'segment', 'element']),
                  segment: text.nullable(),
                  position: when.nullable(),
                  element: when.nullable(),
                  component: when.nullable(),
                  code: text.nullable(),
                  value: text.nullable(),
                  explanation: text,
                }),
              ),
            }),
          ),
          findings: z.array(z.strictObject({ code: text, message: text, offset: when })),
          issues: z.array(text),
        }),
      ),
    })
    .parse(await ask(data, 'import', good, invoiceFile, broken));
  expect(imported.files.map(({ path, ...file }) => [path, file])).toEqual([
    [
      good,
      expect.objectContaining({
        syntax: 'x12',
        duplicate: false,
        documents: [],
        acknowledgements: [
          {
            type: '997',
            answers: { type: '810', number: null, control: { interchange: null, group: '101', set: '0001' } },
            status: 'rejected',
            errors: expect.arrayContaining([
              expect.objectContaining({
                level: 'element',
                segment: 'IT1',
                position: 6,
                element: 4,
                code: '6',
                value: '9.9S',
              }),
            ]),
          },
        ],
        findings: [],
        issues: [expect.any(String)],
      }),
    ],
    [
      invoiceFile,
      expect.objectContaining({
        duplicate: false,
        documents: [
          {
            type: '810',
            number: 'INV-900',
            sender: 'ZZ:GRIDBRANDS',
            receiver: '01:123456789',
            control: { interchange: '000000101', group: '101', set: '0001' },
          },
        ],
        acknowledgements: [],
      }),
    ],
    [
      broken,
      expect.objectContaining({
        documents: [],
        acknowledgements: [],
        findings: [expect.objectContaining({ offset: 0 })],
        issues: [expect.any(String)],
      }),
    ],
  ]);
  expect(await ask(data, 'import', good)).toMatchObject({ files: [{ path: good, duplicate: true }] });
  const { issues } = queueSchema.parse(await ask(data, 'queue', '--sort', 'oldest'));
  expect(issues.map(({ kind, documentType, documentNumber }) => [kind, documentType, documentNumber])).toEqual([
    ['rejected', '810', 'INV-900'],
    ['unreadable-file', null, null],
  ]);
});
