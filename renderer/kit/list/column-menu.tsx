import { Checkbox, Popover, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { movedTo, ordered } from './arrange.ts';
import type { Measures } from './column.ts';
import { plainLayout } from './layout.ts';
import styles from './column-menu.module.css';
import { changeLayout, useLayout } from './use-layout.ts';

type Props = {
  readonly view: string;
  readonly columns: readonly (Measures & { readonly heading: string })[];
  /** `Group by severity`, where the list can be grouped. */
  readonly groupName?: string;
};

function Choices({ view, columns, groupName }: Props) {
  const layout = useLayout(view);
  const all = ordered(columns, layout);
  const toggle = (id: string) => {
    const hidden = layout.hidden.includes(id) ? layout.hidden.filter((one) => one !== id) : [...layout.hidden, id];
    changeLayout(view, { hidden });
  };
  const moveTo = (id: string, place: string | undefined) => {
    if (place !== undefined) changeLayout(view, { order: movedTo(columns, layout, id, place) });
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
              onClick={() => moveTo(id, all[at - 1]?.id)}
            >
              <IconChevronUp size={14} aria-hidden="true" />
            </UnstyledButton>
            <UnstyledButton
              className={styles.move}
              aria-label={`Move ${heading} to the right`}
              aria-disabled={at === all.length - 1}
              data-disabled={at === all.length - 1 || undefined}
              onClick={() => moveTo(id, all[at + 1]?.id)}
            >
              <IconChevronDown size={14} aria-hidden="true" />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {groupName !== undefined && (
        <Checkbox
          size="xs"
          className={styles.group}
          label={groupName}
          checked={layout.grouped}
          onChange={() => changeLayout(view, { grouped: !layout.grouped })}
        />
      )}
      <UnstyledButton className={styles.reset} onClick={() => changeLayout(view, plainLayout)}>
        Reset columns
      </UnstyledButton>
    </>
  );
}

/** Which columns a list has, and in which order. */
export function ColumnMenu(props: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.open} aria-label="Columns" title="Columns" onClick={() => setOpened(!opened)}>
          <IconColumns3 size={15} stroke={1.7} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Choices {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}
