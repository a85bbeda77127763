import type { ConnectionTest } from '#shared/model/connection.ts';
import { ConnectorError } from './error.ts';

/** One thing that a connection test tries: `run` says what it found, with advice where it works but could be better, or throws. */
export type Check = {
  readonly name: string;
  readonly run: () => Promise<string | { readonly message: string; readonly next: string }>;
  /** Where it fails, the checks after it are not tried. */
  readonly needed?: boolean;
};

/** Runs checks one after another and reports each; a failed check does not throw, a stopped one does. */
export async function runChecks(checks: readonly Check[]): Promise<ConnectionTest> {
  const done: ConnectionTest['checks'][number][] = [];
  for (const { name, run, needed } of checks) {
    try {
      const found = await run();
      done.push({ name, ok: true, ...(typeof found === 'string' ? { message: found, next: null } : found) });
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind === 'cancelled') throw error;
      done.push({ name, ok: false, message: error.message, next: error.next });
      if (needed === true) break;
    }
  }
  return { ok: done.every(({ ok }) => ok), checks: done };
}
