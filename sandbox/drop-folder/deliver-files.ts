import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ScenarioFile } from '../scenarios/scenario.ts';

/**
 * Writes the files into the folder as their time comes, under a hidden name first so that no reader sees half a file.
 * `stop` waits for the file being written and rejects where the folder could not be written to.
 */
export function deliverFiles(
  files: readonly ScenarioFile[],
  folder: string,
  now: () => number,
): { stop(): Promise<void> } {
  const waiting = files.toSorted((a, b) => a.at - b.at);
  let timer: NodeJS.Timeout | undefined;
  const stopping = new AbortController();
  const deliver = async (): Promise<void> => {
    await mkdir(folder, { recursive: true });
    for (let file = waiting[0]; file !== undefined && file.at <= now() && !stopping.signal.aborted; file = waiting[0]) {
      const partial = join(folder, `.${file.name}.part`);
      await writeFile(partial, file.bytes);
      await rename(partial, join(folder, file.name));
      waiting.shift();
    }
    const next = waiting[0];
    if (next === undefined || stopping.signal.aborted) return;
    // Looked at often enough for a clock that tests move by hand.
    timer = setTimeout(run, Math.max(50, Math.min(1000, next.at - now())));
    timer.unref();
  };
  let failure: Error | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = deliver().catch((error: unknown) => {
      failure = new Error(`The sandbox could not write to ${folder}.`, { cause: error });
    });
  };
  run();
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
      if (failure !== undefined) throw failure;
    },
  };
}
