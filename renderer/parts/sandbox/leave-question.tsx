import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { takeInfo } from '#renderer/data/info.ts';
import { goTo } from '#renderer/app/router.ts';
import { useShell } from '#renderer/app/shell-state.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { sayFailed } from '#renderer/kit/toast.tsx';
import styles from './leave-sandbox.module.css';

export type QuestionProps = { readonly asking: boolean; readonly close: () => void };

/** What leaving the sandbox means, asked once. */
export function LeaveQuestion({ asking, close }: QuestionProps) {
  const [busy, setBusy] = useState(false);
  const leaveSandbox = async () => {
    setBusy(true);
    try {
      const info = await rpc.system.leaveSandbox();
      // The user has just said what comes next: the first-run choice need not ask again.
      useShell.setState({ connecting: true });
      takeInfo(info);
      close();
      goTo('connections');
    } catch (error) {
      sayFailed('The sandbox could not be left.', error);
    }
    setBusy(false);
  };
  return (
    <Modal opened={asking} onClose={close} title="Leave the sandbox?" size={440} yOffset="16vh">
      <p>
        The invented partners, documents and cases will be removed, along with any files you dropped here. You can then
        connect your own systems. Until you do, you can come back to the sandbox.
      </p>
      <div className={styles.ask}>
        <Button variant="subtle" color="gray" onClick={close}>
          Stay
        </Button>
        <Button data-autofocus loading={busy} onClick={() => void leaveSandbox()}>
          Leave and connect
        </Button>
      </div>
    </Modal>
  );
}
