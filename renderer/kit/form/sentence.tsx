import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useField } from './field.ts';
import styles from './form.module.css';

type Props = {
  readonly field: string;
  /** The words' id, for the inputs that they are about; undefined where nothing is wrong. */
  readonly children: (problemId: string | undefined) => ReactNode;
  /** Buttons of this rule. */
  readonly tools?: ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
};

/** A rule that reads as a sentence, with its inputs in their places and what is wrong below them. */
export function Sentence({ field, children, tools, onKeyDown }: Props) {
  const id = useId();
  const { error, ...place } = useField(field);
  return (
    <li className={styles.rule} {...place} onKeyDown={onKeyDown}>
      <div className={styles.line}>
        <div className={styles.sentence}>{children(error === null ? undefined : id)}</div>
        {tools !== undefined && <div className={styles.tools}>{tools}</div>}
      </div>
      {error !== null && (
        <p id={id} className={styles.problem} role="alert">
          {error}
        </p>
      )}
    </li>
  );
}
