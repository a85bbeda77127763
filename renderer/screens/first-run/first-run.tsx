import { useQuery } from '@tanstack/react-query';
import { IconChevronRight, IconFlask2, IconPlugConnected } from '@tabler/icons-react';
import type { SystemInfo } from '#shared/contract/system.ts';
import { queries } from '#renderer/data/queries.ts';
import { inWords } from '#renderer/kit/count-words.ts';
import { goTo } from '#renderer/app/router.ts';
import { WhoYouAre } from '#renderer/parts/me/who-you-are.tsx';
import { useShell } from '#renderer/app/shell-state.ts';
import { Mark } from '#renderer/kit/mark.tsx';
import { chooseFiles } from '#renderer/parts/imports/import-files.ts';
import styles from './first-run.module.css';
import { useSandbox } from '#renderer/parts/sandbox/use-sandbox.ts';

/** The first thing a new user sees: try it, or connect it. */
export function FirstRun({ info }: { readonly info: SystemInfo }) {
  const { starting, start } = useSandbox();
  const { data } = useQuery(queries.connections());
  const names = inWords([...new Set(data?.connections.map(({ connectorName }) => connectorName))]);
  const connect = () => {
    useShell.setState({ connecting: true });
    goTo('connections');
  };
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <span className={styles.logo}>
          <Mark size={40} />
        </span>
        <h1>Welcome to Gridline</h1>
        <p className={styles.lead}>
          Rejected and overdue documents from Trading Grid, explained in plain English, with one key to open a case
          about them.
        </p>
        <div className={styles.choices}>
          {info.sandboxAvailable && (
            <button type="button" className={styles.choice} disabled={starting} onClick={start}>
              <IconFlask2 size={22} stroke={1.6} aria-hidden="true" />
              <span>
                <b>{starting ? 'Starting the sandbox…' : 'Try it with the built-in sandbox'}</b>
                <span>40 invented partners and a day of documents. Nothing leaves this machine. Ready in seconds.</span>
              </span>
              <IconChevronRight size={18} stroke={1.6} aria-hidden="true" />
            </button>
          )}
          <button type="button" className={styles.choice} disabled={starting} onClick={connect}>
            <IconPlugConnected size={22} stroke={1.6} aria-hidden="true" />
            <span>
              <b>Connect your own systems</b>
              <span>{names === '' ? 'Each one lists what it needs.' : `${names}: each lists what it needs.`}</span>
            </span>
            <IconChevronRight size={18} stroke={1.6} aria-hidden="true" />
          </button>
        </div>
        <div className={styles.note}>
          <WhoYouAre why="Your name is shown with everything you do here." />
        </div>
        <p className={styles.note}>
          You can also drop EDI files onto this window, or{' '}
          <button type="button" className={styles.link} onClick={chooseFiles}>
            choose them
          </button>
          . You can change this choice later under Connections.
        </p>
      </div>
    </main>
  );
}
