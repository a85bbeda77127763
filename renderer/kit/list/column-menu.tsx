import { Checkbox, Popover, Radio, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { ordered } from './arrange.ts';
import type { Measures } from './column.ts';
import { plainLayout } from './layout.ts';
import styles from './column-menu.module.css';
import type { Grouping } from './grouping.ts';
import { moveColumn } from './move-column.ts';
import { changeLayout, useLayout } from './use-layout.ts';

/** Whose columns they are. */
export type ColumnsOf = {
  readonly view: string;
  readonly columns: readonly (Measures & { readonly heading: string })[];
  /** Where the list can be grouped. */
  readonly grouping?: Grouping;
};

const ungrouped = 'nothing';

function GroupBy({ choices, chosen, onChoose }: Grouping) {
  return (
    <Radio.Group
      size="xs"
      label="Group by"
      className={styles.group}
      value={chosen ?? ungrouped}
      onChange={(id) => onChoose(id === ungrouped ? null : id)}
    >
      {[{ id: ungrouped, name: 'Nothing' }, ...choices].map(({ id, name }) => (
        <Radio key={id} size="xs" value={id} label={name} className={styles.choice} />
      ))}
    </Radio.Group>
  );
}

function Choices({ view, columns, grouping }: ColumnsOf) {
  const layout = useLayout(view);
  const all = ordered(columns, layout);
  const toggle = (id: string) => {
    const hidden = layout.hidden.includes(id) ? layout.hidden.filter((one) => one !== id) : [...layout.hidden, id];
    changeLayout(view, { hidden });
  };
  return (
    <>
      <ul className={styles.columns}>
        {all.map(({ id, heading, priority }, at) => (
          <li key={id} className={styles.column}>
            <Checkbox
              size="xs"
              label={heading}
              checked={priority === 0 || !layout.hidden.includes(id)}
              disabled={priority === 0}
              onChange={() => toggle(id)}
            />
            <UnstyledButton
              className={styles.move}
              aria-label={`Move ${heading} to the left`}
              aria-disabled={at === 0}
              data-disabled={at === 0 || undefined}
              onClick={() => moveColumn(view, columns, id, all[at - 1]?.id)}
            >
              <IconChevronUp size={14} aria-hidden="true" />
            </UnstyledButton>
            <UnstyledButton
              className={styles.move}
              aria-label={`Move ${heading} to the right`}
              aria-disabled={at === all.length - 1}
              data-disabled={at === all.length - 1 || undefined}
              onClick={() => moveColumn(view, columns, id, all[at + 1]?.id)}
            >
              <IconChevronDown size={14} aria-hidden="true" />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {grouping !== undefined && <GroupBy {...grouping} />}
      <UnstyledButton className={styles.reset} onClick={() => changeLayout(view, plainLayout)}>
        Reset columns
      </UnstyledButton>
    </>
  );
}

type Props = ColumnsOf & {
  /** What opens it. */
  readonly button: ReactElement;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
};

/** Which columns a list has, and in which order. */
export function ColumnMenu({ button, opened, onChange, ...columns }: Props) {
  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Choices {...columns} />
      </Popover.Dropdown>
    </Popover>
  );
}
