import { assertNever } from '#shared/lib/assert-never.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';
import type { SystemInfo } from '#shared/contract/system.ts';
import { useEffect } from 'react';
import { useLive } from '#renderer/data/live.ts';
import { ConnectionsScreen } from '#renderer/screens/connections/connections-screen.tsx';
import { EscalateDialog } from '#renderer/screens/queue/escalate/escalate-dialog.tsx';
import { FirstRun } from '#renderer/screens/first-run/first-run.tsx';
import { DropZone } from '#renderer/parts/imports/drop-zone.tsx';
import { OutboxScreen } from '#renderer/screens/outbox/outbox-screen.tsx';
import { QueueScreen } from '#renderer/screens/queue/queue-screen.tsx';
import { SettingsScreen } from '#renderer/screens/settings/settings-screen.tsx';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { Failed } from '#renderer/kit/notice.tsx';
import styles from './app.module.css';
import { LinkBar } from '#renderer/app/shell/link-bar.tsx';
import { SandboxBar } from '#renderer/parts/sandbox/sandbox-bar.tsx';
import { HelpSheet } from '#renderer/app/shell/help-sheet.tsx';
import { refreshInfo, useInfo } from '#renderer/data/info.ts';
import { LeaveDialog } from '#renderer/app/shell/leave-dialog.tsx';
import { PlainRail } from '#renderer/app/shell/plain-rail.tsx';
import { Rail } from '#renderer/app/shell/rail.tsx';
import type { Screen } from '#renderer/app/route.ts';
import { useRoute } from '#renderer/app/router.ts';
import { useShell } from '#renderer/app/shell-state.ts';
import { useWaiting, type Waiting } from '#renderer/app/shell/use-waiting.ts';
import { useKeys } from '#renderer/app/keys/use-keys.ts';

const places: Record<Screen, string> = {
  queue: 'The queue',
  outbox: 'The outbox',
  connections: 'The connections',
  settings: 'The settings',
};

function CurrentScreen({ info, counts }: { readonly info: SystemInfo; readonly counts: IssueCounts | undefined }) {
  const screen = useRoute((route) => route.screen);
  switch (screen) {
    case 'queue':
      return <QueueScreen counts={counts} />;
    case 'outbox':
      return <OutboxScreen />;
    case 'connections':
      return <ConnectionsScreen />;
    case 'settings':
      return <SettingsScreen info={info} />;
    default:
      return assertNever(screen);
  }
}

/** What lies over the screens. Each part fails for itself. */
function Overlays() {
  return (
    <>
      <Boundary place="The case">
        <EscalateDialog />
      </Boundary>
      <Boundary place="The help">
        <HelpSheet />
      </Boundary>
      <LeaveDialog />
    </>
  );
}

function Console({ info }: { readonly info: SystemInfo }) {
  useKeys(true);
  const waiting: Waiting = useWaiting();
  const screen = useRoute((route) => route.screen);
  return (
    <div className={styles.shell}>
      <div>
        <LinkBar />
        <Boundary place="The sandbox bar">
          <SandboxBar info={info} />
        </Boundary>
      </div>
      <div className={styles.columns}>
        <Boundary place="The rail" about={waiting} renderBroken={() => <PlainRail />}>
          <Rail waiting={waiting} />
        </Boundary>
        <main className={styles.main}>
          <Boundary place={places[screen]} about={screen}>
            <CurrentScreen info={info} counts={waiting.counts} />
          </Boundary>
        </main>
      </div>
      <Overlays />
    </div>
  );
}

/** The whole window: the first-run choice, or the console. */
export function App() {
  const { info, error } = useInfo();
  const connecting = useShell((shell) => shell.connecting);
  useEffect(() => void refreshInfo(), []);
  useLive(['system'], () => void refreshInfo());
  if (info === undefined) {
    return (
      <div className={styles.wait}>
        <LinkBar />
        {error !== undefined && (
          <Failed what="Gridline could not be reached." error={error} retry={() => void refreshInfo()} />
        )}
      </div>
    );
  }
  return (
    <>
      {info.mode === 'fresh' && !connecting ? <FirstRun info={info} /> : <Console info={info} />}
      <Boundary place="The import">
        <DropZone />
      </Boundary>
    </>
  );
}
