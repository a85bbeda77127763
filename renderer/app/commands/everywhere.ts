import { goTo } from '#renderer/app/router.ts';
import type { ScreenRow } from '#renderer/app/screens/screen-row.ts';
import { useShell } from '#renderer/app/shell-state.ts';
import { canUndo, undoLast } from '#renderer/app/undo.ts';
import { type Command, defineCommand } from './command.ts';

export const undo = defineCommand({
  id: 'undo',
  label: 'Undo the last action',
  group: 'Act',
  keys: ['u'],
  where: 'everywhere',
  enabled: () => canUndo() || 'There is nothing to undo.',
  run: () => undoLast(),
});

export const help = defineCommand({
  id: 'help',
  label: 'Keys',
  group: 'Help',
  keys: ['?'],
  where: 'everywhere',
  run: () => useShell.setState({ help: true }),
});

export const palette = defineCommand({
  id: 'palette',
  label: 'Find anything',
  group: 'Help',
  keys: ['Mod+k'],
  where: 'everywhere',
  whileWriting: true,
  run: () => useShell.setState({ palette: true }),
});

/** The command that leads to a screen. */
export const leadsTo = ({ id, name, keys }: Pick<ScreenRow, 'id' | 'name' | 'keys'>): Command =>
  defineCommand({
    id: `go.${id}`,
    label: name,
    group: 'Go to',
    keys: [keys],
    where: 'everywhere',
    run: () => goTo(id),
  });
