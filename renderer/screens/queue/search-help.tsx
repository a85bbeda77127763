import { Popover } from '@mantine/core';
import type { LateMenuProps } from '#renderer/app/late-menu.tsx';
import { FilterHelp } from './filter-help.tsx';

export type HelpProps = {
  readonly onPick: (example: string) => void;
  /** The help has gone: one goes on writing. */
  readonly onClose: () => void;
};

/** The help of the search box, under its button. */
export function SearchHelp({ button, opened, onChange, onPick, onClose }: HelpProps & LateMenuProps) {
  return (
    <Popover
      opened={opened}
      onChange={onChange}
      onClose={onClose}
      position="bottom-end"
      width="min(470px, calc(100vw - 10px))"
      shadow="md"
      trapFocus
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown>
        <FilterHelp
          onPick={(example) => {
            onChange(false);
            onPick(example);
            onClose();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
