import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { capital } from '#shared/lib/sentence.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { number } from '#renderer/kit/count-words.ts';
import styles from './composer.module.css';
import { ExactText } from './exact-text.tsx';
import { useAnswer } from './use-answer.ts';

type Props = {
  readonly preview: ActionPreview;
  /** Asks what one of them will be, from 0, with all that was changed. */
  readonly ask: (at: number, signal: AbortSignal) => Promise<ActionPreview>;
  /** Changes with whatever `ask` goes by. */
  readonly about: string;
};

/** What each of several says by itself, exactly as it will be sent, one at a time, to read. */
export function EachOne({ preview: { count, noun }, ask, about }: Props) {
  const [wanted, setAt] = useState(0);
  const at = Math.min(wanted, count - 1);
  const asked = useAnswer(`${at} ${about}`, async (signal) => ({ at, preview: await ask(at, signal) }), {
    afterTyping: true,
  });
  const { error } = asked;
  // The last answer stays while one types, but never under the number of another.
  const data = error === undefined && asked.data?.at === at ? asked.data.preview : undefined;
  const name = capital(noun);
  return (
    <section className={styles.each} aria-label={`Each ${noun}`}>
      <header className={styles.eachHead}>
        <span role="status">
          {name} {number(at + 1)} of {number(count)}
          {data !== undefined && data.shown.to !== null && `, to ${data.shown.to}`}
        </span>
        <ActionIcon aria-label={`Previous ${noun}`} disabled={at === 0} onClick={() => setAt(at - 1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon aria-label={`Next ${noun}`} disabled={at >= count - 1} onClick={() => setAt(at + 1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </header>
      {data === undefined && error === undefined && <div className={styles.eachLoading} aria-hidden="true" />}
      {data === undefined && error !== undefined && (
        <p role="alert">
          The text of this {noun} could not be loaded. {failureWords(error)}
        </p>
      )}
      {data !== undefined && <ExactText preview={data} own />}
    </section>
  );
}
