import { Popover } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import { takeKeys } from '#renderer/app/keys/taken.ts';
import type { LateMenuProps } from '#renderer/app/late-menu.tsx';
import { FilterHelp } from './filter-help.tsx';

export type HelpProps = {
  readonly onPick: (example: string) => void;
  /** The help has gone: one goes on writing. */
  readonly onClose: () => void;
};

/** The help of the search box, under its button. */
export function SearchHelp({ button, opened, onChange, onPick, onClose }: HelpProps & LateMenuProps) {
  const escape = useEffectEvent(({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return false;
    onChange(false);
    onClose();
    return true;
  });
  // The help takes the keyboard a moment after it is open: Escape is meant for it all the same.
  useEffect(() => (opened ? takeKeys(escape) : undefined), [opened]);
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
