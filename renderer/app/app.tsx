import { assertNever } from '#shared/lib/assert-never.ts';
import type { IssueCounts } from '#shared/contract/issues.ts';
import type { SystemInfo } from '#shared/contract/system.ts';
import { useEffect } from 'react';
import { useLive } from '#renderer/client/live.ts';
import { ConnectionsScreen } from '#renderer/features/connections/connections-screen.tsx';
import { EscalateDialog } from '#renderer/features/escalate/escalate-dialog.tsx';
import { FirstRun } from '#renderer/features/first-run/first-run.tsx';
import { DropZone } from '#renderer/features/imports/drop-zone.tsx';
import { OutboxScreen } from '#renderer/features/outbox/outbox-screen.tsx';
import { QueueScreen } from '#renderer/features/queue/queue-screen.tsx';
import { SettingsScreen } from '#renderer/features/settings/settings-screen.tsx';
import { Boundary } from '#renderer/ui/boundary.tsx';
import { Failed } from '#renderer/ui/notice.tsx';
import styles from './app.module.css';
import { LinkBar, SandboxBar } from './bars.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { refreshInfo, useInfo } from './info.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { PlainRail } from './plain-rail.tsx';
import { Rail } from './rail.tsx';
import type { Screen } from './route.ts';
import { useRoute } from './router.ts';
import { useShell } from './shell-state.ts';
import { useWaiting, type Waiting } from './use-waiting.ts';
import { useKeys } from './use-keys.ts';

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
