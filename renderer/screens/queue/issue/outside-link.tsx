import { Button } from '@mantine/core';
import { stateRules } from '#shared/model/action/action-state.ts';
import { thingName } from '#shared/model/feed/receipt-words.ts';
import type { IssueRow } from '#shared/model/issue/issue.ts';
import { KeyHint } from '#renderer/app/keys/key-hint.tsx';
import { useHint } from '#renderer/app/keys/kept-keys.ts';
import { openInOtherSystem } from '#renderer/screens/queue/commands.ts';
import { outsideLinkId } from './open-outside.ts';
import styles from '#renderer/app/commands/command-button.module.css';

/** The way to what was made of this issue in another system: the latest that is there. */
export function OutsideLink({ actions }: Pick<IssueRow, 'actions'>) {
  const hint = useHint(openInOtherSystem);
  const chip = actions.findLast(({ state, url }) => stateRules[state].tookEffect && url !== null);
  if (chip === undefined || chip.url === null) return null;
  return (
    <Button
      component="a"
      id={outsideLinkId}
      href={chip.url}
      target="_blank"
      rel="noreferrer"
      aria-label={`Open ${thingName(chip)}`}
      aria-keyshortcuts={hint?.aria ?? undefined}
      rightSection={hint === null ? undefined : <KeyHint command={openInOtherSystem} className={styles.onColour} />}
    >
      Open {chip.noun}
    </Button>
  );
}
