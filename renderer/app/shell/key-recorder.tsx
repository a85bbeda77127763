import { Button } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { Command } from '#renderer/app/commands/command.ts';
import { allCommands } from '#renderer/app/commands/table.ts';
import { chordOf, chordsOf, printed } from '#renderer/app/keys/chord.ts';
import { whyNotKeys, whyNotReset, withKeys } from '#renderer/app/keys/choose-keys.ts';
import { keepKeys, useKeptKeys } from '#renderer/app/keys/kept-keys.ts';
import { pressOf } from '#renderer/app/keys/press.ts';
import styles from './help-sheet.module.css';

const modifiers = new Set(['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock', 'Dead', 'Process']);

type Props = { readonly command: Command; readonly onDone: () => void };

/** Hears the new keys of a command: one, or two one after the other. */
export function KeyRecorder({ command, onDone }: Props) {
  const kept = useKeptKeys();
  const [sequence, setSequence] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const problem = sequence === '' ? refused : whyNotKeys(sequence, command, allCommands(), kept);
  const set = (sequences: readonly string[] | null) => {
    keepKeys(withKeys(kept, command.id, sequences));
    onDone();
  };
  const save = () => {
    if (sequence !== '' && problem === null) set([sequence]);
  };
  const reset = () => {
    const why = whyNotReset(command, allCommands(), kept);
    if (why === null) return set(null);
    setSequence('');
    setRefused(why);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat || modifiers.has(event.key)) return;
    if (event.key === 'Escape') onDone();
    else if (event.key === 'Enter') save();
    else if (event.key === 'Backspace') setSequence('');
    else {
      const chord = chordOf(pressOf(event.nativeEvent));
      if (chord === null) return;
      setSequence((before) => (before === '' || chordsOf(before).length > 1 ? chord : `${before} ${chord}`));
    }
  };
  const hint = `new-keys-${command.id}`;
  return (
    <div className={styles.recorder}>
      <input
        className={styles.recorded}
        aria-label={`New keys for ${command.label}`}
        aria-describedby={hint}
        aria-invalid={problem !== null}
        // The sheet around it closes on Escape; here Escape only gives up the change.
        data-mantine-stop-propagation="true"
        readOnly
        autoFocus
        value={printed(sequence).join(' ')}
        onKeyDown={onKeyDown}
      />
      <p id={hint} className={styles.said} role="status" data-bad={problem !== null || undefined}>
        {problem ?? 'Press one key, or two in sequence. Enter saves, Esc cancels.'}
      </p>
      <div className={styles.buttons}>
        <Button disabled={sequence === '' || problem !== null} onClick={save}>
          Save
        </Button>
        <Button variant="default" onClick={() => set([])}>
          No shortcut
        </Button>
        {kept.keys[command.id] !== undefined && (
          <Button variant="default" onClick={reset}>
            Reset
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
