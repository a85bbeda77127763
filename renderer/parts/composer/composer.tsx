import { Modal } from '@mantine/core';
import { useUnsaved } from '#renderer/app/unsaved.ts';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { counted } from '#renderer/kit/count-words.ts';
import { ChooseAction } from './choose-action.tsx';
import { ComposerForm } from './composer-form.tsx';
import styles from './composer.module.css';
import { leaveComposer, useComposer, type Wish } from './open.ts';

/** `Escalate: 3 issues`; what is done is known a moment later. */
function titleOf({ ids, action, about }: Wish, verb: string | null): string {
  const issues = about ?? counted(ids.length, 'issue');
  if (action === null) return `Act on ${issues}`;
  return verb === null ? issues : `${verb}: ${issues}`;
}

/** Shows exactly what will be sent before it is, whichever connection does it; Enter confirms. */
export function Composer() {
  const wish = useComposer((state) => state.wish);
  // While it is asked what becomes of the text, Escape is an answer to that.
  const asked = useUnsaved((unsaved) => unsaved.leaving !== null);
  const verb = useComposer((state) => state.verb);
  return (
    <Modal
      opened={wish !== null}
      onClose={leaveComposer}
      closeOnEscape={!asked}
      closeOnClickOutside={!asked}
      trapFocus={!asked}
      size={620}
      yOffset="9vh"
      title={wish === null ? '' : titleOf(wish, verb)}
      classNames={{ title: styles.title ?? '', header: styles.header ?? '', body: styles.body ?? '' }}
    >
      {wish !== null && (
        <Boundary place="The form">
          {wish.action === null ? (
            <ChooseAction capability={null} />
          ) : (
            <ComposerForm key={wish.ids.join()} wish={wish} action={wish.action} />
          )}
        </Boundary>
      )}
    </Modal>
  );
}
