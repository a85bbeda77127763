import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Screen } from '#renderer/app/route.ts';
import { goTo } from '#renderer/app/router.ts';
import { failureOf } from '#renderer/data/failure.ts';
import styles from './composer.module.css';
import { closeComposer, leaveComposer } from './open.ts';

/** Where a person mends what stands in the way, by the code of the failure. */
const waysOut: ReadonlyMap<string, { readonly screen: Screen; readonly name: string }> = new Map([
  ['NOT_CONNECTED', { screen: 'connections', name: 'Open connections' }],
]);

type Props = {
  readonly error: unknown;
  readonly retry: () => void;
  /** The choice of another connection, where there is one. */
  readonly children: ReactNode;
};

/** Why there is nothing to confirm, and the way out. */
export function CannotCompose({ error, retry, children }: Props) {
  const failure = failureOf(error);
  const main = useRef<HTMLButtonElement>(null);
  // The dialog placed the focus before there was an answer.
  useEffect(() => main.current?.focus(), []);
  const way = waysOut.get(failure.code);
  const leave = (screen: Screen) => {
    closeComposer();
    goTo(screen);
  };
  return (
    <div className={styles.failed} role="alert">
      <p className={styles.failedTitle}>{way === undefined ? 'This could not be prepared.' : failure.message}</p>
      <p>
        {way === undefined ? failure.message : ''} {failure.next}
      </p>
      <div>{children}</div>
      <footer className={styles.foot}>
        <Button variant="subtle" color="gray" onClick={leaveComposer}>
          Close
        </Button>
        {way === undefined ? (
          <Button onClick={retry} ref={main}>
            Try again
          </Button>
        ) : (
          <Button onClick={() => leave(way.screen)} ref={main}>
            {way.name}
          </Button>
        )}
      </footer>
    </div>
  );
}
