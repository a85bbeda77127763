import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { FaultRequest } from '#sandbox/lib/fault.ts';
import { runCommand, startCommand } from '#test/harness/command-line.ts';
import { eventually } from '#test/harness/eventually.ts';
import { type Outside, startOutside, withCore } from '#test/harness/outside.ts';
import { invoice, ownTrouble } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

// Every core here is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

const failed = (number: string) => ({
  ...invoice(number),
  status: 'Failed',
  errorcode: '4711',
  externalerrormessage: ownTrouble(invoice(number)),
});

async function deskWithOneIssue(outside: Outside): Promise<{ data: string; issueId: string }> {
  const data = temporaryFolder();
  await outside.connect(data);
  outside.tradingGrid.put(failed('4711'));
  const issueId = await withCore(data, async (client) => {
    await client.connections.poll({ feed: 'trading-grid.transactions' });
    return (await client.issues.list({})).issues[0]?.id ?? '';
  });
  return { data, issueId };
}

test.each<[string, FaultRequest & { call: string }, number]>([
  [
    'after Salesforce saved the case and before the answer came',
    { call: 'salesforce.collections.upsert', fault: { type: 'hang-after' } },
    1,
  ],
  [
    'after it was sent and before Salesforce did anything',
    { call: 'salesforce.collections.upsert', fault: { type: 'hang-before' } },
    0,
  ],
  ['before the case was sent', { call: 'salesforce.query', fault: { type: 'hang-before' } }, 0],
])('Killed %s, the core makes exactly one case after its restart.', async (_, fault, savedBefore) => {
  const outside = await startOutside();
  const { data, issueId } = await deskWithOneIssue(outside);
  outside.salesforce.faults.add(fault);
  const act = ['act', issueId, 'salesforce.escalate', '--data', data, '--json', '--wait'];
  const dying = startCommand(act);
  await eventually(
    () => outside.salesforce.ledger.calls(fault.call).some((call) => call.fault !== undefined),
    'the call hangs',
  );
  await eventually(() => outside.salesforce.cases().length === savedBefore, 'the case is saved, where it is');
  await dying.kill();

  const revived = await runCommand(act);
  const verified = await withCore(data, (client) => client.system.verify());
  const [theirs, ...others] = outside.salesforce.cases();
  expect({ code: revived.code, answer: revived.json(), others, verified }).toEqual({
    code: 0,
    answer: {
      actions: [
        {
          id: theirs?.key,
          connection: 'salesforce',
          issueId,
          state: 'accepted',
          reference: theirs?.caseNumber,
          url: expect.stringContaining(theirs?.id ?? '?'),
          error: null,
        },
      ],
    },
    others: [],
    verified: expect.objectContaining({ ok: true, problems: [] }),
  });
});

const reportSchema = z.object({ asked: z.number(), ok: z.boolean(), events: z.number(), issues: z.array(z.string()) });
type Report = z.output<typeof reportSchema>;

function pollInProcess(dataFolder: string, outside: Outside, killAt: number): Promise<Report | 'killed'> {
  const script = path.join(import.meta.dirname, 'dying-host.ts');
  const argument = JSON.stringify({ dataFolder, connection: outside.connections[0], killAt });
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, argument], { timeout: 60_000 }, (error, out) => {
      if (error?.signal === 'SIGKILL') resolve('killed');
      else if (error) reject(error);
      else resolve(reportSchema.parse(JSON.parse(out)));
    });
  });
}

test('Killed anywhere while a page is taken in, the core reads it again and has every issue once.', async () => {
  const outside = await startOutside();
  for (let number = 0; number < 600; number++) outside.tradingGrid.put(failed(`INV-${number}`));
  const unharmed = await pollInProcess(temporaryFolder(), outside, 0);
  if (unharmed === 'killed') throw new Error('Nobody was to kill this one.');

  const data = temporaryFolder();
  const deaths: (Report | 'killed')[] = [];
  for (const part of [0.25, 0.5, 0.75]) {
    deaths.push(await pollInProcess(data, outside, Math.max(1, Math.round(unharmed.asked * part))));
  }
  const revived = await pollInProcess(data, outside, 0);
  expect({ deaths, revived }).toEqual({
    deaths: ['killed', 'killed', 'killed'],
    revived: { asked: expect.any(Number), ok: true, events: 600, issues: unharmed.issues },
  });
  expect(unharmed.issues).toHaveLength(600);
});
