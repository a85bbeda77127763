import type { FromCore, ToCore } from '#shared/model/host/host-messages.ts';

type Answer = Extract<ToCore, { type: 'proxy-answer' }>;

/** A PAC script that is fetched from a server that is away. */
const patienceMs = 10_000;

/** The system's proxies, asked of the main process by message: only Electron knows its settings and runs its PAC script. */
export function createRemoteProxy(post: (message: FromCore) => void): {
  /** `PROXY host:port; DIRECT`. Rejects where the system does not say within ten seconds. */
  readonly ask: (origin: string) => Promise<string>;
  readonly answer: (message: Answer) => void;
} {
  const waiting = new Map<number, (answer: string | null) => void>();
  let lastId = 0;
  return {
    ask: (origin) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        const settle = (answer: string | null): void => {
          waiting.delete(id);
          clearTimeout(timer);
          if (answer === null) reject(new Error('The system did not say which proxy to use.'));
          else resolve(answer);
        };
        const timer = setTimeout(() => settle(null), patienceMs);
        waiting.set(id, settle);
        post({ type: 'proxy-get', id, origin });
      }),
    answer: ({ id, answer }) => waiting.get(id)?.(answer),
  };
}
