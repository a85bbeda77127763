import { useState } from 'react';
import { takeInfo } from '#renderer/data/info.ts';
import { goTo } from '#renderer/app/router.ts';
import { everything, leave } from '#renderer/app/unsaved.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { sayFailed } from '#renderer/kit/toast.tsx';

/** Starts the sandbox and shows its queue; asks first about what is not saved. */
export function useSandbox(): { readonly starting: boolean; readonly start: () => void } {
  const [starting, setStarting] = useState(false);
  const start = async () => {
    setStarting(true);
    try {
      takeInfo(await rpc.system.startSandbox({}));
      goTo('queue');
    } catch (error) {
      sayFailed('The sandbox did not start.', error);
    }
    setStarting(false);
  };
  return { starting, start: () => leave(everything, () => void start()) };
}
