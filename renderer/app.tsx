import { useNotifications } from '@mantine/notifications';
import type { SystemInfo } from '#shared/contract/system.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queries } from '#renderer/data/queries.ts';
import { Announcer } from '#renderer/kit/announce.tsx';
import { Later, Part } from '#renderer/app/later.tsx';
import { lazyPart, preloadParts } from '#renderer/app/part.ts';
import { CurrentScreen } from '#renderer/app/screens/current-screen.tsx';
import { useComposer } from '#renderer/parts/composer/open.ts';
import { DropZone } from '#renderer/parts/imports/drop-zone.tsx';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { Failed } from '#renderer/kit/notice.tsx';
import styles from './app.module.css';
import { LinkBar } from '#renderer/app/shell/link-bar.tsx';
import { SandboxBar } from '#renderer/parts/sandbox/sandbox-bar.tsx';
import { PlainRail } from '#renderer/app/shell/plain-rail.tsx';
import { Rail } from '#renderer/app/shell/rail.tsx';
import { PlainToasts } from '#renderer/app/shell/plain-toasts.tsx';
import { SkipLink } from '#renderer/app/shell/skip-link.tsx';
import { useShell } from '#renderer/app/shell-state.ts';
import { useTitle } from '#renderer/app/shell/use-title.ts';
import { useUnsaved } from '#renderer/app/unsaved.ts';
import { useWaiting } from '#renderer/app/shell/use-waiting.ts';
import { useKeys } from '#renderer/app/keys/use-keys.ts';

const composer = lazyPart(async () => (await import('#renderer/parts/composer/composer.tsx')).Composer, 'next');
const helpSheet = lazyPart(async () => (await import('#renderer/app/shell/help-sheet.tsx')).HelpSheet);
const palette = lazyPart(async () => (await import('#renderer/app/shell/palette.tsx')).Palette);
const leaveDialog = lazyPart(async () => (await import('#renderer/app/shell/leave-dialog.tsx')).LeaveDialog);
const toasts = lazyPart(async () => (await import('#renderer/app/shell/toasts.tsx')).Toasts, 'next');
const firstRun = lazyPart(async () => (await import('#renderer/screens/first-run/first-run.tsx')).FirstRun);

/** What lies over the screens. Each part fails for itself. */
function Overlays() {
  return (
    <>
      <Later place="The form" code={composer} props={{}} wanted={useComposer(({ wish }) => wish !== null)} />
      <Later place="The help" code={helpSheet} props={{}} wanted={useShell(({ help }) => help)} />
      <Later place="The search" code={palette} props={{}} wanted={useShell((shell) => shell.palette)} />
      <Later
        place="The question"
        code={leaveDialog}
        props={{}}
        wanted={useUnsaved(({ leaving }) => leaving !== null)}
      />
    </>
  );
}

/** What is said before there is a place for it waits for it; where that place could not be fetched, it is said all the same. */
function JustSaid() {
  const said = useNotifications().notifications.length > 0;
  return (
    <Later place="What was just said" code={toasts} props={{}} wanted={said} renderBroken={() => <PlainToasts />} />
  );
}

/** Long after the first rows, and when nothing else is to be done. */
const idleAfterMs = 1_500;

function usePreloading(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const preload = () => void preloadParts();
    // Safari has no idle callback.
    const timer = setTimeout(() => {
      if ('requestIdleCallback' in window) requestIdleCallback(preload);
      else preload();
    }, idleAfterMs);
    return () => clearTimeout(timer);
  }, [ready]);
}

function Console({ info }: { readonly info: SystemInfo }) {
  useKeys();
  const waiting = useWaiting();
  useTitle(waiting);
  usePreloading(waiting.counts !== undefined);
  return (
    <div className={styles.shell}>
      <div>
        <SkipLink />
        <LinkBar />
        <Boundary place="The sandbox bar">
          <SandboxBar info={info} />
        </Boundary>
      </div>
      <div className={styles.columns}>
        <Boundary place="The rail" about={waiting} renderBroken={() => <PlainRail />}>
          <Rail waiting={waiting} />
        </Boundary>
        <main className={styles.main} tabIndex={-1}>
          <CurrentScreen info={info} counts={waiting.counts} />
        </main>
      </div>
      <Overlays />
      <Announcer />
    </div>
  );
}

/** The whole window: the first-run choice, or the console. */
export function App() {
  const { data: info, error, refetch } = useQuery(queries.info());
  const connecting = useShell((shell) => shell.connecting);
  if (info === undefined) {
    return (
      <div className={styles.wait}>
        <LinkBar />
        {error === null ? (
          <p className="starting" data-soon="" role="status">
            Gridline is opening its data…
          </p>
        ) : (
          <Failed what="Gridline could not be reached." error={error} retry={() => void refetch()} />
        )}
      </div>
    );
  }
  return (
    <>
      {info.mode === 'fresh' && !connecting ? (
        <Part place="The first choice" code={firstRun} props={{ info }} />
      ) : (
        <Console info={info} />
      )}
      <Boundary place="The import">
        <DropZone />
      </Boundary>
      <JustSaid />
    </>
  );
}
