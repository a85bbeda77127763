import { Button } from '@mantine/core';
import { useInfo } from '#renderer/data/info.ts';
import { useSandbox } from './use-sandbox.ts';

/** The way to the sandbox, while nothing is connected. What was read from files stays as it is and comes back after it. */
export function StartSandbox() {
  const offered = useInfo(
    ({ info }) => info?.sandboxAvailable === true && (info.mode === 'fresh' || info.mode === 'unconnected'),
  );
  const { starting, start } = useSandbox();
  if (!offered) return null;
  return (
    <Button size="compact-sm" variant="default" loading={starting} onClick={start}>
      Try the sandbox
    </Button>
  );
}
