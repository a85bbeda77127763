import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { DeliveryClass } from '#shared/model/action/action.ts';
import { ingestEvents } from '#core/projection/fold.ts';
import { requestActions } from '#core/outbox/requests/request.ts';
import { listActions } from '#core/store/tables/actions.ts';
import { openStore } from '#core/store/open.ts';
import { createRandom } from '#sandbox/lib/random.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { newAction, person } from './outbox-harness.ts';

/** Set it higher to try more of the places at which a process can die. */
const pointsPerClass = Number(process.env['GRIDLINE_CRASH_POINTS'] ?? 3);

const script = path.join(import.meta.dirname, 'crash-child.ts');

/** An outside system that keeps every effect it was asked for, twice where it was asked twice. */
async function ledgerServer() {
  const state: { effects: string[]; onPost: ((when: 'before' | 'after') => void) | null } = {
    effects: [],
    onPost: null,
  };
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method !== 'POST') return response.end(JSON.stringify(state.effects));
      const keys = z.array(z.string()).parse(JSON.parse(await text(request)));
      state.onPost?.('before');
      state.effects.push(...keys);
      state.onPost?.('after');
      return response.end('done');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  return { state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type Ledger = Awaited<ReturnType<typeof ledgerServer>>;

/** Runs the sender until it ends or is killed; gives how many steps it took where it ended by itself. */
async function run(input: {
  readonly ledger: Ledger;
  readonly db: string;
  readonly deliveryClass: DeliveryClass;
  readonly killAt: number | 'before effect' | 'after effect';
}): Promise<number | 'killed'> {
  const { ledger, db, deliveryClass, killAt } = input;
  const argument = { url: ledger.url, db, deliveryClass, killAt: typeof killAt === 'number' ? killAt : 0 };
  const child = spawn(process.execPath, [script, JSON.stringify(argument)], { stdio: ['ignore', 'pipe', 'pipe'] });
  ledger.state.onPost = (when) => {
    if (killAt === `${when} effect`) child.kill('SIGKILL');
  };
  const [output, errors, ended] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<{ code: number | null; signal: string | null }>((resolve) =>
      child.on('exit', (code, signal) => resolve({ code, signal })),
    ),
  ]);
  if (ended.signal === 'SIGKILL') return 'killed';
  if (ended.code !== 0) throw new Error(`The sender failed: ${errors}`);
  return Number(output);
}

function fill(db: string, deliveryClass: DeliveryClass): readonly string[] {
  const store = openStore({ path: db, log: () => undefined });
  const wanted = [1, 2, 3, 4].map((issue) => newAction(issue, deliveryClass));
  const { actions } = store.write((connection) =>
    requestActions(connection, wanted, {
      ingest: (to, events) => ingestEvents(to, events, Date.now()),
      person,
      now: Date.now(),
      undoMs: 0,
    }),
  );
  store.close();
  return actions.map((row) => row.idempotencyKey);
}

function check(deliveryClass: DeliveryClass, db: string, keys: readonly string[], effects: readonly string[]): void {
  const store = openStore({ path: db, log: () => undefined });
  const rows = store.read((connection) => listActions(connection, [], 0, 100));
  store.close();
  const times = (key: string) => effects.filter((effect) => effect === key).length;
  const kept = (key: string): boolean => {
    const state = rows.find((row) => row.idempotencyKey === key)?.state;
    switch (deliveryClass) {
      case 'at-most-once':
        return state === 'accepted' ? times(key) === 1 : state === 'outcome unknown' && times(key) <= 1;
      case 'reconcilable':
        return state === 'accepted' && times(key) === 1;
      case 'idempotent':
        return state === 'accepted' && times(key) >= 1;
    }
  };
  expect(keys.filter((key) => !kept(key))).toEqual([]);
}

test.each([
  ['idempotent', 11],
  ['reconcilable', 12],
  ['at-most-once', 13],
] as const)(
  'killed anywhere between claim and receipt, %s effects keep their promise',
  async (deliveryClass, seed) => {
    const folder = temporaryFolder();
    const measured = await ledgerServer();
    const unharmed = path.join(folder, 'unharmed.db');
    fill(unharmed, deliveryClass);
    const steps = await run({ ledger: measured, db: unharmed, deliveryClass, killAt: 0 });
    if (steps === 'killed') throw new Error('Nobody was to kill this one');
    const random = createRandom(seed);
    const points = random.shuffle(Array.from({ length: steps }, (_, at) => at + 1)).slice(0, pointsPerClass);
    for (const [index, killAt] of ([...points, 'before effect', 'after effect'] as const).entries()) {
      const ledger = await ledgerServer();
      const db = path.join(folder, `${index}.db`);
      const keys = fill(db, deliveryClass);
      expect(await run({ ledger, db, deliveryClass, killAt })).toBe('killed');
      // Now and then it dies a second time on the way back.
      if (random.chance(0.3)) await run({ ledger, db, deliveryClass, killAt: random.int(1, steps) });
      expect(await run({ ledger, db, deliveryClass, killAt: 0 })).toBeTypeOf('number');
      check(deliveryClass, db, keys, ledger.state.effects);
    }
  },
  20_000 * (pointsPerClass + 2),
);
