import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { holdUnsaved, releaseUnsaved } from '#renderer/app/unsaved.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { canReachCore } from '#renderer/kit/offline.ts';
import { sayFailed } from '#renderer/kit/toast.tsx';
import styles from './comment-box.module.css';
import { commentBoxId } from './focus-comment.ts';

/** Text not sent yet, by issue: moving on with j and k, or to another screen, must not lose it. */
const drafts = new Map<string, string>();

function keepDraft(id: string, text: string): void {
  if (text.trim() === '') drafts.delete(id);
  else drafts.set(id, text);
  if (drafts.size === 0) return releaseUnsaved('comments');
  holdUnsaved('comments', {
    name: drafts.size === 1 ? 'A comment that was not sent' : `${drafts.size} comments that were not sent`,
    kept: true,
    save: null,
    discard: () => drafts.clear(),
  });
}

/** A note for the colleagues, kept in the issue's timeline. */
export function CommentBox({ id }: { readonly id: string }) {
  return <Box key={id} id={id} />;
}

function Box({ id }: { readonly id: string }) {
  const [text, setText] = useState(drafts.get(id) ?? '');
  const [busy, setBusy] = useState(false);
  const keep = (value: string) => {
    setText(value);
    keepDraft(id, value);
  };
  const send = async () => {
    if (text.trim() === '' || busy) return;
    if (!canReachCore()) return;
    setBusy(true);
    try {
      await rpc.issues.comment({ id, text: text.trim() });
      // What was written while it was sent stays.
      setText((now) => (now === text ? '' : now));
      if (drafts.get(id) === text) keepDraft(id, '');
    } catch (error) {
      sayFailed('The comment was not saved; its text is still in the box.', error);
    }
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <div className={styles.box}>
      <Textarea
        id={commentBoxId}
        aria-label="Comment"
        placeholder="Write a comment"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={4_000}
        value={text}
        onChange={(event) => keep(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {text.trim() !== '' && (
        <Button className={styles.send ?? ''} loading={busy} onClick={() => void send()}>
          Comment
        </Button>
      )}
    </div>
  );
}
