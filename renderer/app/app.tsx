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
import { Failed } from '#renderer/ui/notice.tsx';
import styles from './app.module.css';
import { LinkBar, SandboxBar } from './bars.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { refreshInfo, useInfo } from './info.ts';
import { Rail } from './rail.tsx';
import { useRoute } from './router.ts';
import { useShell } from './shell-state.ts';
import { useBadges } from './use-badges.ts';
import { useKeys } from './use-keys.ts';

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

function Console({ info }: { readonly info: SystemInfo }) {
  useKeys(true);
  const { counts, badges } = useBadges();
  return (
    <div className={styles.shell}>
      <div>
        <LinkBar />
        <SandboxBar info={info} />
      </div>
      <div className={styles.columns}>
        <Rail badges={badges} />
        <main className={styles.main}>
          <CurrentScreen info={info} counts={counts} />
        </main>
      </div>
      <EscalateDialog />
      <HelpSheet />
      <DropZone />
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
  if (info.mode === 'fresh' && !connecting) return <FirstRun info={info} />;
  return <Console info={info} />;
}
