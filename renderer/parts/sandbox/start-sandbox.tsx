import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/data/queries.ts';
import { useSandbox } from './use-sandbox.ts';

/** The way to the sandbox, while nothing is connected. What was read from files stays as it is and comes back after it. */
export function StartSandbox() {
  const { data: info } = useQuery(queries.info());
  const offered = info?.sandboxAvailable === true && (info.mode === 'fresh' || info.mode === 'unconnected');
  const { starting, start } = useSandbox();
  if (!offered) return null;
  return (
    <Button size="compact-sm" variant="default" loading={starting} onClick={start}>
      Try the sandbox
    </Button>
  );
}
