import type { Stop } from './ports.ts';

/** What goes on by itself, begun and ended as a whole. */
export type Running = {
  /** Whether it was begun, also where that failed or it has ended since. */
  readonly wasBegun: boolean;
  /** Throws what a part throws that can't begin, and nothing is left running. A second call does nothing. */
  start(): void;
  /** Ends the parts in the order in which they began. */
  stop(): Promise<void>;
};

/** `begin` starts the parts, and hands each one's end over before it starts the next. */
export function createRunning(begin: (begun: (stop: Stop) => void) => void): Running {
  let stops: readonly Stop[] | null = null;
  /** Resolves when what a start had begun that failed has ended. */
  let broken: Promise<unknown> = Promise.resolve();
  return {
    get wasBegun() {
      return stops !== null;
    },
    start() {
      if (stops !== null) return;
      const begun: Stop[] = [];
      try {
        begin((stop) => begun.push(stop));
      } catch (error) {
        // Half of it would poll and never send: whoever starts it hears why, and may stop the rest.
        stops = [];
        broken = Promise.allSettled(begun.toReversed().map(async (stop) => stop()));
        throw error;
      }
      stops = begun;
    },
    async stop() {
      await broken;
      for (const stop of stops ?? []) await stop();
      stops = [];
    },
  };
}
