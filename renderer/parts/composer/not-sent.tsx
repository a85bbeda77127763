import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { fieldProblemsOf } from '#renderer/data/field-problems.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { showFailure } from '#renderer/kit/toast.tsx';
import styles from './composer.module.css';
import type { Draft } from './draft.ts';
import { compose, type Wish } from './open.ts';

type Tried = { readonly preview: ActionPreview; readonly draft: Draft };

/** Says that nothing was asked for, and keeps what was written: it can be opened again for the same issues. */
export function sayNotSent(error: unknown, wish: Wish, { preview, draft }: Tried): void {
  const id = `not sent ${preview.action} ${wish.ids.join()}`;
  const again = { ...wish, action: preview.action };
  const open = () => {
    if (compose(again, { draft, problems: fieldProblemsOf(error) })) notifications.hide(id);
  };
  showFailure(id, {
    message: (
      <div className={styles.refused}>
        <p>
          Nothing was sent ({counted(preview.count, preview.noun)}). {failureWords(error)}
        </p>
        <Button size="compact-xs" variant="default" onClick={open}>
          Open it again
        </Button>
      </div>
    ),
  });
}
