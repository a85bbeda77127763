import { Modal } from '@mantine/core';
import styles from './help-sheet.module.css';
import { shortcuts } from '#renderer/app/keys/key-map.ts';
import { useShell } from '#renderer/app/shell-state.ts';

/** All keys on one sheet. */
export function HelpSheet() {
  const open = useShell((shell) => shell.help);
  const close = () => useShell.setState({ help: false });
  return (
    <Modal
      opened={open}
      onClose={close}
      title="Keys"
      size={640}
      yOffset="10vh"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.groups}>
        {shortcuts.map(({ group, keys }) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {keys.map((entry) => (
                <div key={entry.what + entry.keys.join()} className={styles.row}>
                  <dt>{entry.what}</dt>
                  <dd>
                    {entry.keys.map((key, at) => (
                      <kbd key={`${key}${at}`}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
