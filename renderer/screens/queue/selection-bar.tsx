import type { Targets } from '#renderer/app/commands/command.ts';
import { CommandButton } from '#renderer/app/commands/command-button.tsx';
import { SelectionBar as Bar } from '#renderer/kit/list/selection-bar.tsx';
import { acknowledge, actOn, assignToMe, escalate, resolve } from './commands.ts';
import { clearSelection } from './cursor.ts';
import { selectAll } from './select-many.ts';
import { countedRows } from './rows.ts';
import { useQueue } from './store.ts';

const actions = [escalate, acknowledge, resolve, assignToMe, actOn];

/** What can be done with the selected issues; there only while some are. */
export function SelectionBar() {
  const selected = useQueue((queue) => queue.selected);
  const count = selected.size;
  const total = useQueue((queue) => queue.window.total);
  if (count === 0) return null;
  const targets: Targets = { kind: 'selection', ids: [...selected] };
  return (
    <Bar
      label="Selected issues"
      count={countedRows([...selected])}
      more={count < total ? { label: 'Select all matching', run: () => void selectAll() } : null}
      onClear={clearSelection}
    >
      {actions.map((command, at) => (
        <CommandButton key={command.id} command={command} targets={targets} primary={at === 0} />
      ))}
    </Bar>
  );
}
