import { stateRules } from '#shared/model/action/action-state.ts';
import type { Targets } from '#renderer/app/commands/command.ts';
import { CommandButton } from '#renderer/app/commands/command-button.tsx';
import { counted, number } from '#renderer/kit/count-words.ts';
import { SelectionBar as Bar } from '#renderer/kit/list/selection-bar.tsx';
import { approve, cancel, retry, settle } from './commands.ts';
import { actionsOf, clearSelection, select, useOutbox } from './store.ts';

/** What can be done with the selected actions; there only while some are. */
export function SelectionBar() {
  const { rows, selected, total } = useOutbox();
  const chosen = actionsOf([...selected]);
  if (chosen.length === 0) return null;
  const again = chosen.filter(({ can }) => can.retry);
  const offers = [
    { command: retry, of: again, label: again.every(({ state }) => stateRules[state].waits) ? 'Try now' : retry.label },
    { command: approve, of: chosen.filter(({ can }) => can.approve), label: approve.label },
    { command: settle, of: chosen.filter(({ can }) => can.settle), label: settle.label },
    { command: cancel, of: chosen.filter(({ can }) => can.cancel), label: cancel.label },
  ].filter(({ of }) => of.length > 0);
  const label = rows.length < total ? `Select the ${number(rows.length)} shown here` : 'Select all';
  const run = () => select(rows.map(({ id }) => id));
  return (
    <Bar
      label="Selected actions"
      count={counted(chosen.length, 'action')}
      more={rows.some(({ id }) => !selected.has(id)) ? { label, run } : null}
      onClear={clearSelection}
    >
      {offers.map(({ command, of, label: says }, at) => {
        const targets: Targets = { kind: 'selection', ids: of.map(({ id }) => id) };
        return (
          <CommandButton
            key={command.id}
            command={command}
            label={`${says} (${of.length})`}
            targets={targets}
            primary={at === 0}
          />
        );
      })}
    </Bar>
  );
}
