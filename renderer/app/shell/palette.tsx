import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { failureWords } from '#renderer/data/failure.ts';
import { useShell } from '#renderer/app/shell-state.ts';
import { entriesFor, type PaletteEntry, type PaletteGroup, useFound } from './palette-entries.ts';
import { useFirst } from './palette-first.ts';
import styles from './palette.module.css';

const [store, spotlight] = createSpotlight();
const listId = 'palette-list';
const optionId = (at: number): string => `palette-${at}`;

type EntryProps = { readonly entry: PaletteEntry; readonly at: number; readonly onRun: (entry: PaletteEntry) => void };

function Entry({ entry, at, onRun }: EntryProps) {
  return (
    <Spotlight.Action
      id={optionId(at)}
      role="option"
      aria-selected={useSpotlight(store).selected === at}
      label={entry.label}
      description={entry.note}
      closeSpotlightOnTrigger={false}
      dimmedSections={false}
      rightSection={
        entry.keys.length > 0 ? (
          <span className={styles.keys}>
            {entry.keys.map((key, place) => (
              <kbd key={`${key}${place}`}>{key}</kbd>
            ))}
          </span>
        ) : undefined
      }
      onClick={() => onRun(entry)}
    />
  );
}

type ListProps = { readonly groups: readonly PaletteGroup[]; readonly onRun: (entry: PaletteEntry) => void };

function List({ groups, onRun }: ListProps) {
  let at = 0;
  return groups.map(({ name, entries }) => {
    const first = at;
    at += entries.length;
    return (
      <Spotlight.ActionsGroup key={name} label={name} role="group" aria-label={name}>
        {entries.map((entry, place) => (
          <Entry key={entry.id} entry={entry} at={first + place} onRun={onRun} />
        ))}
      </Spotlight.ActionsGroup>
    );
  });
}

/** Everything by its name: commands, screens, views, partners, issues. Enter does it, or goes there. */
export function Palette() {
  const open = useShell((shell) => shell.palette);
  const query = useShell((shell) => shell.sought);
  const { selected } = useSpotlight(store);
  const before = useRef<Element | null>(null);
  const { found, error, busy } = useFound(open ? query : '');
  useEffect(() => {
    if (!open) return;
    before.current = document.activeElement;
    spotlight.open();
  }, [open]);
  const onClosed = () => {
    useShell.setState({ palette: false, sought: '' });
    if (document.activeElement === document.body && before.current instanceof HTMLElement) before.current.focus();
  };
  const run = (entry: PaletteEntry) => {
    spotlight.close();
    // What it does may put the keyboard somewhere: that is not undone after it.
    if (before.current instanceof HTMLElement) before.current.focus();
    entry.run();
  };
  // Not at each arrow key: what can be done does not change while the palette lies over it.
  const groups = useMemo(() => (open ? entriesFor(query, found) : []), [open, query, found]);
  const count = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const onKeyDownCapture = useFirst({ store, listId, query, groups, found, busy, run });
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={(sought) => useShell.setState({ sought })}
      onSpotlightClose={onClosed}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0 }}
      attributes={{ content: { 'aria-label': 'Find anything' } }}
      scrollable
      maxHeight="min(60vh, 480px)"
    >
      <Spotlight.Search
        size="md"
        role="combobox"
        aria-label="Find a command, screen, view, partner or issue"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={selected >= 0 && selected < count ? optionId(selected) : undefined}
        placeholder="Find a command, screen, view, partner or issue"
        leftSection={<IconSearch size={15} stroke={1.8} aria-hidden="true" />}
        autoComplete="off"
        spellCheck={false}
        onKeyDownCapture={onKeyDownCapture}
      />
      <Spotlight.ActionsList id={listId} role="listbox" aria-label="Results" className={styles.results}>
        <List groups={groups} onRun={run} />
      </Spotlight.ActionsList>
      <p className={styles.foot} role="status">
        {error !== undefined
          ? `Partners and issues could not be searched. ${failureWords(error)}`
          : count === 0 && !busy
            ? 'No results. Try fewer words.'
            : ''}
      </p>
    </Spotlight.Root>
  );
}
