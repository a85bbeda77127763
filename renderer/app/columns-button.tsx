import { IconColumns3 } from '@tabler/icons-react';
import type { ColumnsOf } from '#renderer/kit/list/column-menu.tsx';
import styles from './columns-button.module.css';
import { LateMenu, type LateMenuProps } from './late-menu.tsx';
import { lazyPart } from './part.ts';

const columnMenu = lazyPart<ColumnsOf & LateMenuProps>(
  async () => (await import('#renderer/kit/list/column-menu.tsx')).ColumnMenu,
);

/** Opens the choice of a list's columns. */
export function ColumnsButton(props: ColumnsOf) {
  return (
    <LateMenu
      code={columnMenu}
      props={props}
      kind="dialog"
      renderButton={(button) => (
        <button {...button} type="button" className={styles.open} aria-label="Columns" title="Columns">
          <IconColumns3 size={15} stroke={1.7} aria-hidden="true" />
        </button>
      )}
    />
  );
}
