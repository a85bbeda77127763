import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { rpc } from '#renderer/client/rpc.ts';
import { sayFailed } from '#renderer/ui/toast.tsx';
import styles from './comment-box.module.css';
import { commentBoxId } from './focus-comment.ts';

/** Text not sent yet, by issue: moving on with j and k must not lose it. */
const drafts = new Map<string, string>();

/** A note for the colleagues, kept in the issue's timeline. */
export function CommentBox({ id }: { readonly id: string }) {
  return <Box key={id} id={id} />;
}

function Box({ id }: { readonly id: string }) {
  const [text, setText] = useState(drafts.get(id) ?? '');
  const [busy, setBusy] = useState(false);
  const keep = (value: string) => {
    setText(value);
    drafts.set(id, value);
  };
  const send = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    try {
      await rpc.issues.comment({ id, text: text.trim() });
      keep('');
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
