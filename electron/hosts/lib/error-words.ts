import { plainMessage } from '#shared/lib/misfit.ts';
import { systemErrorWords } from '#shared/lib/system-error.ts';

export type ErrorWords = { readonly code: string; readonly message: string; readonly next: string | null };

/** For what nobody expected. */
export const reportIt =
  'Try again. If it stays, report it with the log: --verbose prints it; nothing that was recorded is lost.';

/** An error that came up in this process, in words for people. */
export function errorWords(error: unknown): ErrorWords {
  const system = systemErrorWords(error);
  if (system !== null) return { code: 'SYSTEM_FAILED', ...system };
  if (!(error instanceof Error)) return { code: 'FAILED', message: String(error), next: reportIt };
  // Every error of ours that knows what to do next says so in a field of this name.
  if ('next' in error && (typeof error.next === 'string' || error.next === null)) {
    return { code: codes[error.name] ?? 'FAILED', message: error.message, next: error.next };
  }
  return { code: 'FAILED', message: plainMessage(error), next: reportIt };
}

/** The same codes that a caller over a socket gets. */
const codes: Readonly<Record<string, string>> = { StoreError: 'STORE_FAILED', HostError: 'HOST_FAILED' };
