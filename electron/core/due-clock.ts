import { hour, type Millis, minute, second } from '#shared/lib/time.ts';
import { backOff } from './back-off.ts';
import type { Clock, Log, Runner, Stop } from './ports.ts';
import type { WriteDb } from './store/db.ts';
import {
  type DueStep,
  claimStep,
  finishStep,
  nextStepAt,
  postponeStep,
  reclaimSteps,
} from './store/tables/due-steps.ts';
import type { Store } from './store/open.ts';

/**
 * Does one kind of step, in the transaction that ends the step: it is done once, or not at all and tried again. What
 * leaves this computer it puts into the outbox. May plan the same step anew. `run` must not be async.
 */
export type StepHandler = {
  readonly run: (db: WriteDb, step: DueStep) => void;
  /** Nothing leaves this machine by it: it is done whoever acts by itself on the outside. */
  readonly local: boolean;
};

/** The one clock behind everything that has to happen at a time. */
export type DueClock = {
  start(): Stop;
  /** To be called when a step was planned, which may be due before what is waited for now, or who acts by itself has changed. */
  look(): void;
};

/** A timer is never set for longer: whatever happens to the clock is noticed by then. */
const longestWaitMs: Millis = minute;
/** Done before others get their turn. */
const mostAtOnce = 50;

/**
 * Does what is due, longest due first, whatever the process or the clock went through meanwhile: steps and claims are on
 * the disk, and what a process that ended had begun with is begun again at the start.
 */
export function createDueClock(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly runner: Pick<Runner, 'mayAct'>;
  /** By kind. Steps of other kinds are left for a version that knows them. */
  readonly handlers: Readonly<Record<string, StepHandler>>;
}): DueClock {
  const { store, clock, log, random, runner, handlers } = deps;
  /** Those that are not done here wait: for this desk, when it acts by itself again. */
  const kinds = (): readonly string[] =>
    Object.entries(handlers).flatMap(([kind, { local }]) => (local || runner.mayAct().may ? [kind] : []));
  let timer: Stop | null = null;
  let running = false;
  /** A step failed, and not even that could be saved (a full disk): it is still claimed, by nobody. */
  let unsaved = false;

  const doStep = (step: DueStep): void => {
    try {
      store.write((db) => {
        // First, so that the handler can plan it anew.
        finishStep(db, step.id);
        handlers[step.kind]?.run(db, step);
      });
    } catch (error) {
      const waitMs = second + backOff(step.attempts, random, minute, hour);
      log('error', 'A step could not be done and is tried again', { kind: step.kind, error: String(error), waitMs });
      unsaved = true;
      store.write((db) => postponeStep(db, step.id, clock.now() + waitMs, String(error)));
      unsaved = false;
    }
  };

  const tick = (): void => {
    void timer?.();
    timer = null;
    if (!running) return;
    let waitMs: Millis = longestWaitMs;
    try {
      if (unsaved) store.write(reclaimSteps);
      unsaved = false;
      let more = true;
      for (let count = 0; more && count < mostAtOnce; count += 1) {
        // Most of the time nothing is due: then nothing is written.
        const first = store.read((db) => nextStepAt(db, kinds()));
        more = first !== null && first <= clock.now();
        if (!more) break;
        const step = store.write((db) => claimStep(db, kinds(), clock.now()), { durable: true });
        more = step !== null;
        if (step !== null) doStep(step);
      }
      const next = store.read((db) => nextStepAt(db, kinds()));
      if (more) waitMs = 0;
      else if (next !== null && next > clock.now()) waitMs = Math.min(longestWaitMs, next - clock.now());
    } catch (error) {
      log('error', 'What is due could not be looked at', { error: String(error) });
    }
    timer = clock.after(waitMs, tick);
  };

  return {
    start() {
      store.write(reclaimSteps);
      running = true;
      tick();
      return () => {
        running = false;
        void timer?.();
      };
    },
    look: tick,
  };
}
