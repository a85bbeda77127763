import type { Entries, Playing, RunningStandIn, StartOptions } from './lib/stand-in-entry.ts';

/** Starts a stand-in for each entry, one after the other; where one can't be started, the others are stopped again. */
export async function startAll<E extends Entries>(
  entries: E,
  options: Omit<StartOptions, 'port'> & { readonly ports?: Readonly<Record<string, number>> },
): Promise<Playing<E>> {
  const { ports = {}, ...rest } = options;
  const running = new Map<string, RunningStandIn>();
  const stop = async (): Promise<void> => {
    const ends = await Promise.allSettled([...running.values()].map((standIn) => standIn.stop()));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  };
  try {
    for (const [id, entry] of Object.entries(entries)) {
      running.set(id, await entry.start({ ...rest, port: ports[id] ?? 0 }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    // One for each entry, under the same key.
    running: Object.fromEntries(running) as Playing<E>['running'],
    connections: [...running].flatMap(([connector, standIn]) => {
      const access = standIn.access();
      return access === null ? [] : [{ connector, ...access }];
    }),
    stop,
  };
}
