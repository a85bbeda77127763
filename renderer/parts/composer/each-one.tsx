import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { capital } from '#shared/lib/sentence.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { number } from '#renderer/kit/count-words.ts';
import styles from './composer.module.css';
import { ExactText } from './exact-text.tsx';
import type { Question } from '#renderer/data/queries.ts';

type Props = {
  readonly preview: ActionPreview;
  /** What one of them will be, from 0, with all that was changed. */
  readonly nth: (at: number) => Question<ActionPreview>;
};

/** What each of several says by itself, exactly as it will be sent, one at a time, to read. */
export function EachOne({ preview: { count, noun }, nth }: Props) {
  const [wanted, setAt] = useState(0);
  const at = Math.min(wanted, count - 1);
  const { data, error } = useQuery({
    ...nth(at),
    // The last answer stays while one types, but never under the number of another.
    placeholderData: (before, query) => (query?.queryKey.at(-1) === at ? before : undefined),
  });
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
      {data === undefined && error === null && <div className={styles.eachLoading} aria-hidden="true" />}
      {data === undefined && error !== null && (
        <p role="alert">
          The text of this {noun} could not be loaded. {failureWords(error)}
        </p>
      )}
      {data !== undefined && <ExactText preview={data} own />}
    </section>
  );
}
