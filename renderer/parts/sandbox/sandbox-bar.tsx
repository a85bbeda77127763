import { IconFlask2 } from '@tabler/icons-react';
import type { SystemInfo } from '#shared/contract/system.ts';
import styles from '#renderer/kit/bar.module.css';
import { LeaveSandbox } from './leave-sandbox.tsx';

/** Always there in the sandbox, so that nobody takes invented data for real. */
export function SandboxBar({ info }: { readonly info: SystemInfo }) {
  if (info.mode !== 'sandbox') return null;
  return (
    <aside className={styles.bar} data-kind="sandbox" aria-label="Sandbox">
      <IconFlask2 size={15} stroke={1.8} aria-hidden="true" />
      <span>Sandbox: invented partners and data. Nothing leaves this machine.</span>
      <LeaveSandbox compact>Connect your own</LeaveSandbox>
    </aside>
  );
}
