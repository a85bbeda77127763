import type { Millis } from '#shared/lib/time.ts';
import { day, second } from '#shared/lib/time.ts';
import type { Stop } from '../ports.ts';
import type { Dispatcher, OutboxDeps } from './deps.ts';
import { actionsOf } from '../connections/source.ts';
import { createLane, type Lane } from './sending/lane.ts';
import { recoverSending } from './sending/recover.ts';

const stopAfter = 5 * second;
const tryAgainAfter = 5 * second;
/** Timers of a month and more overflow. */
const longestSleep = day;

/** Sends what is due. Sleeps on one timer until the next thing is, and on nothing at all while there is none. */
export function createDispatcher(deps: OutboxDeps): Dispatcher {
  const { store, clock, random, log, ingest, connections } = deps;
  const lanes = new Map<string, Lane>();
  const ended = new AbortController();
  let state: 'new' | 'started' | 'stopping' = 'new';
  let timer: Stop | null = null;
  let pumping: ReturnType<typeof setImmediate> | null = null;
  let waiting: (() => void)[] = [];

  const calls = () => [...lanes.values()].flatMap((lane) => [...lane.running]);

  const arm = (at: Millis | null) => {
    void timer?.();
    timer = at === null ? null : clock.after(Math.min(longestSleep, Math.max(0, at - clock.now())), wake);
  };

  const pumpAll = (): Millis | null => {
    let next: Millis | null = null;
    for (const connection of connections.all()) {
      for (const { name, manifest } of actionsOf(connection)) {
        const lane = lanes.get(name) ?? createLane(deps, connection.id, manifest, { signal: ended.signal, wake });
        lanes.set(name, lane);
        const at = lane.pump();
        if (at !== null) next = Math.min(next ?? at, at);
      }
    }
    return next;
  };

  const pump = () => {
    pumping = null;
    if (state !== 'started') return;
    try {
      const next = pumpAll();
      arm(next);
      if (calls().length > 0 || (next !== null && next <= clock.now())) return;
      for (const resolve of waiting.splice(0)) resolve();
    } catch (error) {
      log('error', 'The outbox could not look for work', { error: String(error) });
      arm(clock.now() + tryAgainAfter);
    }
  };

  function wake(): void {
    if (state === 'started') pumping ??= setImmediate(pump);
  }

  const stop = async () => {
    if (state === 'stopping') return;
    state = 'stopping';
    arm(null);
    if (pumping !== null) clearImmediate(pumping);
    pumping = null;
    for (const resolve of waiting.splice(0)) resolve();
    const cancel = clock.after(stopAfter, () => ended.abort());
    await Promise.all(calls());
    void cancel();
    ended.abort();
  };

  return {
    start() {
      if (state !== 'new') throw new Error('The outbox was started twice');
      const recovered = store.write((db) => recoverSending(db, ingest, { now: clock.now(), random }));
      if (recovered.length > 0) {
        log('warn', 'Some actions were interrupted while they were being sent', { count: recovered.length });
        deps.onChange(recovered.map((row) => row.issueId));
      }
      state = 'started';
      wake();
      return stop;
    },
    wake,
    clockSetBack(by) {
      for (const lane of lanes.values()) lane.clockSetBack(by);
      wake();
    },
    idle() {
      if (state !== 'started') return Promise.resolve();
      return new Promise((resolve) => {
        waiting = [...waiting, resolve];
        wake();
      });
    },
  };
}
