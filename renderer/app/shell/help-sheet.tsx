import { Button, Modal, Switch } from '@mantine/core';
import { Fragment, useRef, useState } from 'react';
import { type Command, groups } from '#renderer/app/commands/command.ts';
import { allCommands } from '#renderer/app/commands/table.ts';
import { printed } from '#renderer/app/keys/chord.ts';
import { keepKeys, useKeptKeys } from '#renderer/app/keys/kept-keys.ts';
import { keysOf, noKeptKeys } from '#renderer/app/keys/key-map.ts';
import { useShell } from '#renderer/app/shell-state.ts';
import button from '#renderer/kit/small-button.module.css';
import styles from './help-sheet.module.css';
import { KeyRecorder } from './key-recorder.tsx';

function Keys({ command }: { readonly command: Command }) {
  const kept = useKeptKeys();
  const sequences = keysOf(command, kept);
  if (sequences.length === 0) return <span className={styles.none}>No shortcut</span>;
  return sequences.map((sequence, at) => (
    <Fragment key={sequence}>
      {at > 0 && <span className={styles.or}>or</span>}
      {printed(sequence).map((key, place) => (
        <kbd key={`${key}${place}`}>{key}</kbd>
      ))}
    </Fragment>
  ));
}

function Row({ command }: { readonly command: Command }) {
  const [recording, setRecording] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  return (
    <div className={styles.row}>
      <dt>{command.label}</dt>
      <dd className={styles.keys}>
        <Keys command={command} />
        <button
          ref={change}
          type="button"
          className={`${button.text} ${styles.change}`}
          aria-label={`Change the keys of ${command.label}`}
          aria-expanded={recording}
          onClick={() => setRecording(!recording)}
        >
          Change
        </button>
      </dd>
      {recording && (
        <dd className={styles.whole}>
          <KeyRecorder
            command={command}
            onDone={() => {
              setRecording(false);
              change.current?.focus();
            }}
          />
        </dd>
      )}
    </div>
  );
}

function Switches() {
  const kept = useKeptKeys();
  const isChanged = !kept.single || Object.keys(kept.keys).length > 0;
  return (
    <div className={styles.switches}>
      <Switch
        label="Single-key shortcuts"
        description="When these are off, single letters, digits and symbols do nothing; arrow keys, Enter, Esc and shortcuts with Ctrl still work. Saved on this computer."
        checked={kept.single}
        onChange={({ currentTarget: { checked } }) => keepKeys({ ...kept, single: checked })}
      />
      {isChanged && (
        <Button variant="default" onClick={() => keepKeys(noKeptKeys)}>
          Reset all keys
        </Button>
      )}
    </div>
  );
}

/** Every command with its keys, which can be changed and turned off here. */
export function HelpSheet() {
  const open = useShell((shell) => shell.help);
  const close = () => useShell.setState({ help: false });
  return (
    <Modal opened={open} onClose={close} title="Keys" size={760} yOffset="8vh">
      <Switches />
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {allCommands()
                .filter((command) => command.group === group)
                .map((command) => (
                  <Row key={command.id} command={command} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
