import { useEffect, useState } from 'react';
import type { Command } from '#renderer/app/commands/command.ts';
import { allCommands, runCommand, whyNot } from '#renderer/app/commands/table.ts';
import { printed } from '#renderer/app/keys/chord.ts';
import { keysOf } from '#renderer/app/keys/key-map.ts';
import { useKeptKeys } from '#renderer/app/keys/kept-keys.ts';
import { goTo, useRoute } from '#renderer/app/router.ts';
import { screenRows } from '#renderer/app/screens/registry.ts';
import type { Found } from '#renderer/app/screens/screen-row.ts';
import { wasCancelled } from '#renderer/data/failure.ts';

/** One line of the palette. */
export type PaletteEntry = {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  /** As printed; none where there are none. */
  readonly keys: readonly string[];
  readonly run: () => void;
};

export type PaletteGroup = { readonly name: string; readonly entries: readonly PaletteEntry[] };

const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether every word that was typed is in the text, wherever. */
export function fits(query: string, text: string): boolean {
  const within = text.toLowerCase();
  return wordsOf(query).every((word) => within.includes(word));
}

function commandEntry(command: Command): PaletteEntry {
  const targets = command.targets();
  const first = keysOf(command, useKeptKeys.getState())[0];
  return {
    id: `command ${command.id}`,
    label: command.label,
    note: whyNot(command, targets) ?? '',
    keys: first === undefined ? [] : printed(first),
    run: () => runCommand(command, targets),
  };
}

const viewEntries = (query: string): readonly PaletteEntry[] =>
  screenRows().flatMap(({ id, name, views }) =>
    views
      .map((view) => ({ ...view, label: `${name}: ${view.name}` }))
      .filter(({ label }) => fits(query, label))
      .map(({ label, params }) => ({ id: `view ${label}`, label, note: '', keys: [], run: () => goTo(id, params) })),
  );

const foundEntries = (found: readonly Found[], kind: Found['kind']): readonly PaletteEntry[] =>
  found.filter((each) => each.kind === kind).map(({ id, label, note, go }) => ({ id, label, note, keys: [], run: go }));

/** What fits what was typed, by kind: what can be done first, and last what moves the cursor, which has its keys. */
export function entriesFor(query: string, found: readonly Found[]): readonly PaletteGroup[] {
  const { screen } = useRoute.getState();
  const isHere = ({ where }: Command) => where === 'everywhere' || where === screen;
  const isWay = ({ group }: Command) => group === 'Go to';
  const commands = allCommands().filter(({ label, group }) => fits(query, `${group} ${label}`));
  const doing = commands
    .filter((command) => !isWay(command) && !command.repeats)
    .toSorted((a, b) => Number(a.group !== 'Act') - Number(b.group !== 'Act'));
  // What is done on other screens is there for whoever looks for it.
  const elsewhere = query.trim() === '' ? [] : doing.filter((command) => !isHere(command));
  const moves = commands.filter((command) => command.repeats && isHere(command));
  return [
    { name: 'Commands', entries: doing.filter(isHere).map(commandEntry) },
    { name: 'Screens', entries: commands.filter(isWay).map(commandEntry) },
    { name: 'Views', entries: viewEntries(query) },
    { name: 'Partners', entries: foundEntries(found, 'Partners') },
    { name: 'Issues', entries: foundEntries(found, 'Issues') },
    { name: 'On other screens', entries: elsewhere.map(commandEntry) },
    { name: 'Cursor', entries: moves.map(commandEntry) },
  ].filter(({ entries }) => entries.length > 0);
}

/** After the last key: what is typed on the way is looked for only where somebody stops there. */
const waitMs = 120;

type Looking = { readonly query: string; readonly found: readonly Found[]; readonly error: unknown };

/** What the core finds for some words. What is not wanted any more is given up. */
export function useFound(query: string): Omit<Looking, 'query'> & { readonly busy: boolean } {
  const [looking, setLooking] = useState<Looking>({ query: '', found: [], error: undefined });
  const words = query.trim();
  if (words === '' && looking.query !== '') setLooking({ query: '', found: [], error: undefined });
  useEffect(() => {
    if (words === '') return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      Promise.all(screenRows().map(({ find }) => find?.(words, abort.signal) ?? Promise.resolve([]))).then(
        (found) => {
          if (!abort.signal.aborted) setLooking({ query: words, found: found.flat(), error: undefined });
        },
        (error: unknown) => {
          if (!abort.signal.aborted && !wasCancelled(error)) setLooking({ query: words, found: [], error });
        },
      );
    }, waitMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [words]);
  // While one types on, what was found last stays: a list that empties at each key can't be read.
  if (words === '') return { found: [], error: undefined, busy: false };
  return { found: looking.found, error: looking.error, busy: looking.query !== words };
}
