import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ConnectionTest } from '#shared/model/connection.ts';
import { counted } from '#renderer/kit/count-words.ts';
import styles from './connections.module.css';

/** `1 of 2 checks failed.` */
function verdict({ ok, checks }: ConnectionTest): string {
  const failed = checks.filter((check) => !check.ok).length;
  return ok ? 'Everything works.' : `${failed} of ${counted(checks.length, 'check')} failed.`;
}

/** What each check of a connection found, and what to do about it. */
export function Checks({ test }: { readonly test: ConnectionTest }) {
  return (
    <div className={styles.checks} role="status">
      <p className={styles.verdict}>{verdict(test)}</p>
      <ul>
        {test.checks.map((check) => (
          <li key={check.name} data-ok={check.ok}>
            {check.ok ? (
              <IconCircleCheck size={16} stroke={1.8} aria-label="Works" />
            ) : (
              <IconCircleX size={16} stroke={1.8} aria-label="Does not work" />
            )}
            <div>
              <span className={styles.checkName}>{check.name}</span>
              <span>{check.message}</span>
              {check.next !== null && <p className={styles.nextStep}>{check.next}</p>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
