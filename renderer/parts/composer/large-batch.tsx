import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { counted } from '#renderer/kit/count-words.ts';
import { useRead } from '#renderer/kit/use-read.ts';
import styles from './composer.module.css';
import { Outlook } from './outlook.tsx';
import type { Offer } from './use-offers.ts';

/** More than so many are confirmed once more. */
export const largeFrom = 50;

/** What the button does: `Create case`, `Create 20 cases`, `Send 2 letters`. */
export function sendWords({ count, noun }: ActionPreview, offer: Offer | undefined): string {
  const does = offer?.countsAs === 'changed a record' ? 'Create' : 'Send';
  return `${does} ${count > 1 ? counted(count, noun) : noun}`;
}

type Props = {
  readonly preview: ActionPreview;
  readonly offer: Offer | undefined;
  readonly confirm: () => void;
  readonly back: () => void;
};

/** The last question before very many are sent: how many, about how many partners, and what is left out. */
export function LargeBatch({ preview, offer, confirm, back }: Props) {
  const { noun, partners, where, already, leftOut } = preview;
  const main = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLDivElement>(null);
  const read = useRead();
  useEffect(() => (read ? main : question).current?.focus(), [read]);
  const send = sendWords(preview, offer);
  const missed = new Set(leftOut.flatMap(({ issueIds }) => issueIds)).size;
  return (
    <div ref={question} tabIndex={-1} role="group" aria-label="Confirm">
      <div className={styles.scroll}>
        <p className={styles.failedTitle}>
          {send} through {where}, for {counted(partners, 'partner')}?
        </p>
        {already.length > 0 && (
          <p>
            {counted(already.length, 'issue')} already {already.length === 1 ? 'has its' : 'have their'} {noun} and will
            be left out.
          </p>
        )}
        {missed > 0 && <p>For {counted(missed, 'issue')}, at least one recipient will be left out.</p>}
        <Outlook preview={preview} />
      </div>
      <footer className={styles.foot}>
        <Button variant="subtle" color="gray" onClick={back}>
          Back
        </Button>
        <Button ref={main} disabled={!read} onClick={confirm}>
          {send}
        </Button>
      </footer>
    </div>
  );
}
