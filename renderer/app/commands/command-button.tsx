import { Button } from '@mantine/core';
import { KeyHint } from '#renderer/app/keys/key-hint.tsx';
import { useHint } from '#renderer/app/keys/kept-keys.ts';
import type { Command, Targets } from './command.ts';
import styles from './command-button.module.css';
import { runCommand, whyNot } from './table.ts';

type Props = {
  readonly command: Command;
  /** What this button is about. */
  readonly targets: Targets;
  /** Where it says more than the command's name. */
  readonly label?: string;
  readonly primary?: boolean;
  /** Whether the command's keys mean the same as this button. */
  readonly showKeys?: boolean;
};

/** A button that does what a command does. What can't be done says why when it is pressed. */
export function CommandButton({ command, targets, label = command.label, primary = false, showKeys = true }: Props) {
  const hint = useHint(command);
  const why = whyNot(command, targets);
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      aria-keyshortcuts={showKeys ? (hint?.aria ?? undefined) : undefined}
      aria-disabled={why !== null || undefined}
      data-disabled={why !== null || undefined}
      title={why ?? undefined}
      rightSection={
        showKeys && hint !== null ? (
          <KeyHint command={command} className={primary ? styles.onColour : undefined} />
        ) : undefined
      }
      onClick={() => runCommand(command, targets)}
    >
      {label}
    </Button>
  );
}
