import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { LateMenu, type LateMenuProps } from '#renderer/app/late-menu.tsx';
import { lazyPart } from '#renderer/app/part.ts';
import { number } from '#renderer/kit/count-words.ts';
import { Mark } from '#renderer/kit/mark.tsx';
import styles from './rail.module.css';
import { useRoute } from '#renderer/app/router.ts';
import { screenRows } from '#renderer/app/screens/registry.ts';
import type { Command } from '#renderer/app/commands/command.ts';
import { help, leadsTo, palette } from '#renderer/app/commands/everywhere.ts';
import { runCommand } from '#renderer/app/commands/table.ts';
import { KeyHint } from '#renderer/app/keys/key-hint.tsx';
import { useHint } from '#renderer/app/keys/kept-keys.ts';
import type { ScreenRow } from '#renderer/app/screens/screen-row.ts';
import type { Waiting } from './use-waiting.ts';

const appearanceMenu = lazyPart<LateMenuProps>(async () => (await import('./appearance-menu.tsx')).AppearanceMenu);

function Appearance() {
  const { colorScheme } = useMantineColorScheme();
  const Icon = colorScheme === 'dark' ? IconMoon : colorScheme === 'light' ? IconSun : IconDeviceDesktop;
  return (
    <LateMenu
      code={appearanceMenu}
      props={{}}
      kind="menu"
      renderButton={(button) => (
        <button {...button} type="button" className={styles.entry} title="Appearance">
          <Icon size={17} stroke={1.7} aria-hidden="true" />
          <span className={styles.name}>Appearance</span>
        </button>
      )}
    />
  );
}

/** What opens something over the screens. */
function Opens({ command, icon: Icon }: { readonly command: Command; readonly icon: typeof IconSearch }) {
  const hint = useHint(command);
  return (
    <button
      type="button"
      className={styles.entry}
      title={command.label}
      aria-keyshortcuts={hint?.aria ?? undefined}
      onClick={() => runCommand(command)}
    >
      <Icon size={17} stroke={1.7} aria-hidden="true" />
      <span className={styles.name}>{command.label}</span>
      <KeyHint command={command} className={styles.key} />
    </button>
  );
}

function Entry({ row, waiting }: { readonly row: ScreenRow; readonly waiting: Waiting }) {
  const { id, name, icon: Icon } = row;
  const isHere = useRoute(({ screen }) => screen === id);
  const badge = row.badge?.(waiting);
  const command = leadsTo(row);
  const hint = useHint(command);
  return (
    <button
      type="button"
      className={styles.entry}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={hint?.aria ?? undefined}
      title={hint === null ? name : `${name} (${hint.keys.join(' ')})`}
      onClick={() => runCommand(command)}
    >
      <Icon size={17} stroke={1.7} aria-hidden="true" />
      <span className={styles.name}>{name}</span>
      {badge !== undefined && badge.count > 0 && (
        <span className={styles.count} data-alarming={badge.alarming || undefined} title={badge.words}>
          {number(badge.count)}
          <span className="unseen"> {badge.rest}</span>
        </span>
      )}
    </button>
  );
}

/** The way between the screens, with what waits on each. */
export function Rail({ waiting }: { readonly waiting: Waiting }) {
  return (
    <nav className={styles.rail} aria-label="Screens">
      <div className={styles.brand}>
        <Mark size={20} />
        <span className={styles.name}>Gridline</span>
      </div>
      <Opens command={palette} icon={IconSearch} />
      {screenRows().map((row) => (
        <Entry key={row.id} row={row} waiting={waiting} />
      ))}
      <span className={styles.space} />
      <Appearance />
      <Opens command={help} icon={IconKeyboard} />
    </nav>
  );
}
