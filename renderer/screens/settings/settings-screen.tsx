import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import type { SystemInfo } from '#shared/contract/system.ts';
import { ask } from '#renderer/data/client.ts';
import { queries } from '#renderer/data/queries.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { LeaveSandbox } from '#renderer/parts/sandbox/leave-sandbox.tsx';
import { WhoYouAre } from '#renderer/parts/me/who-you-are.tsx';
import { counted } from '#renderer/kit/count-words.ts';
import { Screen } from '#renderer/kit/screen.tsx';
import { ScrollArea } from '#renderer/kit/scroll-area.tsx';
import { setParams, useRoute } from '#renderer/app/router.ts';
import { leave, onScreen } from '#renderer/app/unsaved.ts';
import { Item } from './item.tsx';
import { settingsParams, type SettingsPart } from './params.ts';
import { PeoplePage } from './people/people-page.tsx';
import { ServiceLevels } from './service-levels.tsx';
import styles from './settings.module.css';

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Appearance"
      value={colorScheme}
      data={[
        { value: 'auto', label: 'Match system' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
      onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
    />
  );
}

type Verdict = { readonly ok: boolean; readonly words: string };

function Verify() {
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<Verdict>();
  const verify = async () => {
    setBusy(true);
    try {
      const { ok, events, issues, problems } = await ask(queries.verdict());
      const looked = `${counted(events, 'event')} and ${counted(issues, 'issue')} checked`;
      const words = ok
        ? `${looked}: nothing is missing or changed.`
        : `${looked}. ${problems.map((entry) => entry.message).join(' ')}`;
      setVerdict({ ok, words });
    } catch (error) {
      setVerdict({ ok: false, words: failureWords(error) });
    }
    setBusy(false);
  };
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => void verify()}>
        Check now
      </Button>
      {verdict !== undefined && (
        <p className={styles.verdict} data-ok={verdict.ok} role="status">
          {verdict.words}
        </p>
      )}
    </>
  );
}

const show = (part: SettingsPart): void => setParams('settings', settingsParams.write({ part }), 'step');

/** How it looks, what the team promises, where the data is, how secrets are kept, and who one is. */
export function SettingsScreen({ info }: { readonly info: SystemInfo }) {
  const { part } = settingsParams.read(useRoute(({ params }) => params));
  const pages = (
    <SegmentedControl
      size="xs"
      aria-label="Part of the settings"
      value={part}
      data={[
        { value: 'general', label: 'General' },
        { value: 'people', label: 'People' },
      ]}
      onChange={(next) => leave(onScreen, () => show(next === 'people' ? next : 'general'))}
    />
  );
  return (
    <Screen title="Settings" aside={pages}>
      <ScrollArea key={part} label="Settings">
        {part === 'people' ? <PeoplePage /> : <General info={info} />}
      </ScrollArea>
    </Screen>
  );
}

function General({ info }: { readonly info: SystemInfo }) {
  return (
    <>
      <Item name="Appearance" help="Saved on this computer.">
        <Appearance />
      </Item>
      <Item name="You" help="Shown with everything you do here.">
        <WhoYouAre computer={info.device} />
      </Item>
      <ServiceLevels inSandbox={info.mode === 'sandbox'} />
      <Item name="Secrets" help="Passwords, client secrets and sign-ins of your connections.">
        <p className={styles.statement}>{info.vault.statement}</p>
      </Item>
      <Item name="Data folder" help="Holds the journal and the cache. Back it up with gridline backup.">
        <code className={styles.code}>{info.dataFolder}</code>
      </Item>
      <Item name="Integrity" help="Checks that the journal is complete and unchanged, and that every issue matches it.">
        <Verify />
      </Item>
      {info.mode === 'sandbox' && (
        <Item name="Sandbox" help="Leaving it removes the invented partners, documents and cases.">
          <LeaveSandbox>Leave the sandbox</LeaveSandbox>
        </Item>
      )}
      <Item name="Version">Gridline {info.version}</Item>
    </>
  );
}
