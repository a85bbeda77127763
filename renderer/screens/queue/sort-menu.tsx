import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { LateMenuProps } from '#renderer/app/late-menu.tsx';
import { sortNames, sorts } from './filters.ts';
import { setSort } from './load.ts';
import { useQueue } from './store.ts';

/** The orders that the queue can have. */
export function SortMenu({ button, opened, onChange }: LateMenuProps) {
  const sort = useQueue((queue) => queue.sort);
  return (
    <Menu opened={opened} onChange={onChange}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {sorts.map((key) => (
          <Menu.Item
            key={key}
            onClick={() => setSort(key)}
            rightSection={key === sort ? <IconCheck size={14} aria-label="chosen" /> : undefined}
          >
            {sortNames[key]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
