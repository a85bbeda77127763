/**
 * What `work` comes to, or, as soon as `signal` is aborted, its reason thrown, even where the work takes no notice: what it comes
 * to later is nobody's any more.
 */
export function untilAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const refuse = () => reject(signal.reason instanceof Error ? signal.reason : new Error('Stopped'));
    if (signal.aborted) return refuse();
    signal.addEventListener('abort', refuse, { once: true });
    // Work that throws at once is treated like work that rejects.
    new Promise<T>((started) => started(work()))
      .finally(() => signal.removeEventListener('abort', refuse))
      .then(resolve, reject);
  });
}
