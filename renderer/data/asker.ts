import { wasCancelled } from './failure.ts';

type Asker = {
  /** Asks now, or once more when the call under way is done. */
  readonly refresh: () => void;
  /** Gives up what is under way; nothing is told after this. */
  readonly stop: () => void;
};

type Tell<T> = { readonly answer: (data: T) => void; readonly failure: (error: unknown) => void };

/** Keeps one call under way at a time: any number of refreshes during a call make one more call after it. */
export function createAsker<T>(ask: (signal: AbortSignal) => Promise<T>, tell: Tell<T>): Asker {
  const abort = new AbortController();
  let busy = false;
  let again = false;
  const run = async () => {
    busy = true;
    do {
      again = false;
      try {
        const data = await ask(abort.signal);
        if (!abort.signal.aborted) tell.answer(data);
      } catch (error) {
        if (!abort.signal.aborted && !wasCancelled(error)) tell.failure(error);
      }
    } while (wantsMore());
    busy = false;
  };
  const wantsMore = () => again && !abort.signal.aborted;
  return {
    refresh: () => {
      if (busy) again = true;
      else if (!abort.signal.aborted) void run();
    },
    stop: () => abort.abort(),
  };
}
