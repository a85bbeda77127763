import { CloseButton } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import styles from './service-levels.module.css';

type Props = {
  /** Where it reads wrong, in words; null = nowhere. */
  readonly problem: string | null;
  /** The words' id, for the fields that they are about; undefined without a problem. */
  readonly children: (problemId: string | undefined) => ReactNode;
  readonly remove?: { readonly label: string; readonly run: () => void };
};

/** A rule that reads as a sentence, with its fields in their places and what is wrong below them. */
export function Sentence({ problem, children, remove }: Props) {
  const id = useId();
  return (
    <li className={styles.rule}>
      <div className={styles.line}>
        <div className={styles.sentence}>{children(problem === null ? undefined : id)}</div>
        {remove !== undefined && <CloseButton size="sm" aria-label={remove.label} onClick={remove.run} />}
      </div>
      {problem !== null && (
        <p id={id} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}
