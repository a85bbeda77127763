import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { useQuery } from '#renderer/data/query.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { number } from '#renderer/kit/count-words.ts';
import styles from './escalate-dialog.module.css';
import { escalateAction } from './open.ts';

type Props = {
  /** The issues that get a case. */
  readonly ids: readonly string[];
  /** The preview of all of them, which shows the first. */
  readonly first: ActionPreview;
  readonly note: string;
};

/** What each of many cases says by itself, one at a time, to read. */
export function EachCase({ ids, first, note }: Props) {
  const [at, setAt] = useState(0);
  const [shown] = useState(() => new Map([[ids[0] ?? '', first]]));
  const id = ids[at] ?? '';
  const { data, error } = useQuery(
    id,
    async (signal) => {
      const known = shown.get(id);
      if (known !== undefined) return known;
      const preview = await rpc.actions.preview({ issueIds: [id], action: escalateAction }, { signal });
      shown.set(id, preview);
      return preview;
    },
    [],
    shown,
  );
  return (
    <section className={styles.each} aria-label="Each case">
      <header className={styles.eachHead}>
        <span role="status">
          Case {number(at + 1)} of {number(ids.length)}
        </span>
        <ActionIcon aria-label="Previous case" disabled={at === 0} onClick={() => setAt(at - 1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon aria-label="Next case" disabled={at >= ids.length - 1} onClick={() => setAt(at + 1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </header>
      {data === undefined && error === undefined && <div className={styles.eachLoading} aria-hidden="true" />}
      {data === undefined && error !== undefined && (
        <p role="alert">The text of this case could not be shown. {failureWords(error)}</p>
      )}
      <dl>
        {data?.fields
          .filter((field) => !field.bulk)
          .map((field) => (
            <div key={field.key}>
              <dt>{field.label}</dt>
              {field.multiline ? (
                <dd tabIndex={0} role="group" aria-label={field.label} className={styles.eachText}>
                  {note === '' ? field.value : `${field.value}\n\n${note}`}
                </dd>
              ) : (
                <dd>
                  {field.value === '' ? <span className={styles.nothing}>Empty</span> : field.value}
                  {field.note !== null && <span className={styles.note}> {field.note}</span>}
                </dd>
              )}
            </div>
          ))}
      </dl>
    </section>
  );
}
