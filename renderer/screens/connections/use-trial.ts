import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ConnectionTest } from '#shared/model/connection.ts';
import { failureWords, wasCancelled } from '#renderer/data/failure.ts';
import { rpc } from '#renderer/data/rpc.ts';

export type Busy = 'test' | 'sign-in' | 'disconnect' | null;

/** Trying out a connection after its settings were saved. */
export type Trial = {
  readonly busy: Busy;
  /** What the last test found. */
  readonly test: ConnectionTest | undefined;
  /** Why the last of these did not work, in words. */
  readonly trouble: string | undefined;
  readonly saveAndTest: () => void;
  readonly signIn: () => void;
  readonly disconnect: () => Promise<void>;
  readonly stopWaiting: () => void;
};

/** `made` = which connection; one that is being added is named by its first save. */
export function useTrial(made: RefObject<string>, save: () => Promise<boolean>, onChanged: () => void): Trial {
  const [busy, setBusy] = useState<Busy>(null);
  const [test, setTest] = useState<ConnectionTest>();
  const [trouble, setTrouble] = useState<string>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (what: Busy, work: (signal: AbortSignal) => Promise<void>) => {
    abort.current = new AbortController();
    setBusy(what);
    setTest(undefined);
    setTrouble(undefined);
    try {
      await work(abort.current.signal);
    } catch (error) {
      if (!wasCancelled(error)) setTrouble(failureWords(error));
    }
    setBusy(null);
    onChanged();
  };
  const saved = async (what: Busy, work: (signal: AbortSignal) => Promise<void>) =>
    run(what, async (signal) => {
      if (await save()) await work(signal);
    });

  return {
    busy,
    test,
    trouble,
    saveAndTest: () =>
      void saved('test', async (signal) =>
        setTest(await rpc.connections.test({ connection: made.current }, { signal })),
      ),
    signIn: () =>
      void saved('sign-in', async (signal) => {
        await rpc.connections.signIn({ connection: made.current }, { signal });
      }),
    disconnect: () =>
      run('disconnect', async (signal) => {
        await rpc.connections.disconnect({ connection: made.current }, { signal });
      }),
    stopWaiting: () => abort.current?.abort(),
  };
}
