import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { day, hour, minute, second } from '#shared/lib/time.ts';
import { createClockWatch } from '#core/clock-watch.ts';
import { createDueClock, type StepHandler } from '#core/due-clock.ts';
import type { Runner, Stop } from '#core/ports.ts';
import { alone } from '#core/runner.ts';
import { cancelSteps, claimStep, planStep, stepsOf } from '#core/store/tables/due-steps.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { createManualClock, type ManualClock } from '#test/harness/manual-clock.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

type Run = StepHandler['run'];

let store: Store;
let path: string;
let clock: ManualClock;
let done: string[];
let stops: Stop[];

beforeEach(() => {
  path = join(temporaryFolder(), 'gridline.db');
  store = openStore({ path, log: () => {} });
  clock = createManualClock();
  done = [];
  stops = [];
});
afterEach(() => {
  for (const stop of stops) void stop();
  store.close();
});

const note: Run = (_db, { id, attempts }) => void done.push(attempts === 1 ? id : `${id} at attempt ${attempts}`);

function start(runs: Readonly<Record<string, Run>> = { remind: note }, runner: Pick<Runner, 'mayAct'> = alone) {
  const handlers = Object.fromEntries(
    Object.entries(runs).map(([kind, run]) => [kind, { run, local: kind === 'tell' }]),
  );
  const due = createDueClock({ store, clock, log: () => {}, random: () => 1, runner, handlers });
  stops.push(due.start());
  return due;
}

const plan = (id: string, wait: number, kind = 'remind', about = 'issue-1') =>
  store.write((db) => planStep(db, { id, kind, about, dueAt: clock.now() + wait, payload: null }, clock.now()));

test('Steps are done once each, when they are due, longest due first', async () => {
  plan('b', 2 * hour);
  plan('a', hour);
  plan('c', 3 * hour);
  const due = start();
  await clock.advance(hour - second);
  expect(done).toEqual([]);
  await clock.advance(second);
  expect(done).toEqual(['a']);
  plan('soon', second);
  due.look();
  await clock.advance(second);
  expect(done).toEqual(['a', 'soon']);
  await clock.advance(day);
  expect(done).toEqual(['a', 'soon', 'b', 'c']);
});

test('What is planned under the same id takes the place of what was, and what is taken back is not done', async () => {
  plan('a', hour);
  plan('a', 2 * hour);
  plan('b', hour, 'remind', 'issue-2');
  plan('c', hour, 'other', 'issue-2');
  store.write((db) => cancelSteps(db, 'remind', 'issue-2'));
  expect(store.read((db) => stepsOf(db, 'issue-2').map(({ id }) => id))).toEqual(['c']);
  start();
  await clock.advance(hour);
  expect(done).toEqual([]);
  await clock.advance(hour);
  expect(done).toEqual(['a']);
  // Nobody here knows that kind: it waits for a version that does.
  expect(store.read((db) => stepsOf(db, 'issue-2').map(({ id }) => id))).toEqual(['c']);
});

test('Where another one acts by itself, steps wait for that to end, but for those that stay on this machine', async () => {
  let may = false;
  plan('outside', 0);
  plan('here', 0, 'tell');
  const due = start({ remind: note, tell: note }, { mayAct: () => (may ? { may } : { may, reason: 'Desk 2 does.' }) });
  await clock.advance(day);
  expect(done).toEqual(['here']);
  may = true;
  due.look();
  expect(done).toEqual(['here', 'outside']);
});

test('A step can plan itself anew', async () => {
  plan('daily', 0);
  start({
    remind: (db, step) => {
      done.push(String((clock.now() - Date.UTC(2026, 10, 16, 9)) / day));
      planStep(db, { ...step, dueAt: step.dueAt + day }, clock.now());
    },
  });
  await clock.advance(2 * day);
  expect(done).toEqual(['0', '1', '2']);
});

test('What fails leaves nothing behind, is tried again after growing pauses, and holds up nothing else', async () => {
  plan('bad', 0, 'fail');
  plan('good', 0);
  let tries = 0;
  start({
    remind: note,
    fail: (db) => {
      planStep(db, { id: 'half', kind: 'remind', about: 's', dueAt: 0, payload: null }, clock.now());
      tries += 1;
      if (tries < 3) throw new Error('no');
      done.push('bad');
    },
  });
  expect(done).toEqual(['good']);
  await clock.advance(minute + second);
  expect([tries, done]).toEqual([2, ['good']]);
  await clock.advance(2 * minute);
  expect([tries, done]).toEqual([2, ['good']]);
  await clock.advance(second);
  expect([tries, done]).toEqual([3, ['good', 'bad', 'half']]);
});

test('A step whose failure can’t be written down is tried again when the disk takes something again', async () => {
  let full = false;
  const whole = store;
  store = {
    ...whole,
    write(fn, options) {
      if (full) throw new Error('disk full');
      return whole.write(fn, options);
    },
  };
  plan('a', 0);
  let tries = 0;
  start({
    remind: () => {
      tries += 1;
      full = tries === 1;
      if (tries === 1) throw new Error('no');
    },
  });
  await clock.advance(hour);
  expect(tries).toBe(1);
  full = false;
  await clock.advance(minute);
  expect([tries, store.read((db) => stepsOf(db, 'issue-1').length)]).toEqual([2, 0]);
});

test('What waited while nothing ran is done at the start, and nothing twice', async () => {
  plan('a', hour);
  plan('b', 3 * hour);
  clock.turnBack(-2 * hour);
  start();
  expect(done).toEqual(['a']);
  await clock.advance(hour);
  expect(done).toEqual(['a', 'b']);
});

test('A clock that is put back makes no days of hours of what was planned while it was ahead, and leaves the rest', async () => {
  const watch = createClockWatch({ store, clock, log: () => {}, onSetBack: () => {} });
  stops.push(watch.start());
  plan('before', 4 * hour);
  clock.turnBack(-2 * hour);
  await clock.advance(minute);
  plan('while ahead', hour);
  clock.turnBack(2 * hour);
  start();
  // What the clock did is noticed within a minute, and can be told to a minute.
  await clock.advance(hour + minute);
  expect(done).toEqual(['while ahead']);
  await clock.advance(3 * hour - 3 * minute);
  expect(done).toEqual(['while ahead']);
  await clock.advance(minute);
  expect(done).toEqual(['while ahead', 'before']);
});

test.each([1, 2, 3, 4, 5, 6])(
  'A process that is killed at its step %i on the disk has done a thing once or not at all',
  async (at) => {
    plan('a', 0, 'remind', 'first');
    const child = fork(fileURLToPath(new URL('due-clock-child.ts', import.meta.url)), [
      path,
      String(at),
      String(clock.now()),
    ]);
    await once(child, 'exit');
    const marked = () => store.read((db) => stepsOf(db, 'done').length);
    expect(marked() + store.read((db) => stepsOf(db, 'first').length)).toBe(1);
    start({
      remind: (db, step) => planStep(db, { ...step, id: 'mark', kind: 'mark', about: 'done' }, clock.now()),
    });
    expect([marked(), store.read((db) => stepsOf(db, 'first').length)]).toEqual([1, 0]);
  },
);

test('Nobody begins with what somebody has begun with', () => {
  plan('a', 0);
  const claim = () => store.write((db) => claimStep(db, ['remind'], clock.now())?.id ?? null);
  expect([claim(), claim()]).toEqual(['a', null]);
});

test('What is left for another desk, or a later version, keeps nothing of what is due here from its time', async () => {
  plan('outside', 0);
  plan('from a later version', 0, 'unheard of');
  plan('here', 10 * second, 'tell');
  start({ remind: note, tell: note }, { mayAct: () => ({ may: false, reason: 'Desk 2 does.' }) });
  await clock.advance(10 * second);
  expect(done).toEqual(['here']);
});
