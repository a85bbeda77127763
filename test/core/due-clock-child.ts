import { z } from 'zod';
import { createDueClock } from '#core/due-clock.ts';
import { alone } from '#core/runner.ts';
import { planStep } from '#core/store/tables/due-steps.ts';
import { openStore, type Store } from '#core/store/open.ts';
import { createManualClock } from '#test/harness/manual-clock.ts';

/** A process that does what is due and is killed at a step of the test's choosing. */
const [path, killAt, now] = z.tuple([z.string(), z.coerce.number(), z.coerce.number()]).parse(process.argv.slice(2));

let steps = 0;
function step(): void {
  steps += 1;
  if (steps === killAt) process.kill(process.pid, 'SIGKILL');
}

const opened = openStore({ path, log: () => undefined });
const store: Store = {
  ...opened,
  write(fn, options) {
    step();
    const result = opened.write((db) => {
      const inside = fn(db);
      step();
      return inside;
    }, options);
    step();
    return result;
  },
};
const clock = createManualClock(now);
createDueClock({
  store,
  clock,
  log: () => undefined,
  random: () => 1,
  runner: alone,
  handlers: {
    remind: {
      run: (db, due) => planStep(db, { ...due, id: 'mark', kind: 'mark', about: 'done' }, clock.now()),
      local: false,
    },
  },
}).start();
