import { type HttpClient, stoppedError } from './http.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * What `work` comes to, or, as soon as `signal` is aborted, `cancelled` thrown: for what several callers wait for together, such as
 * a token. It goes on for the others.
 */
export async function heed<T>(
  client: Pick<HttpClient, 'system' | 'name'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw stoppedError(client);
  }
}
