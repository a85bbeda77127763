import type { FieldProblem } from '#renderer/data/field-problems.ts';
import { counted } from '#renderer/kit/count-words.ts';
import styles from './form.module.css';

type Props = {
  readonly problems: readonly FieldProblem[];
  readonly nameOf: (field: string) => string;
  readonly go: (field: string) => void;
};

/** Which fields were refused, where there are several: one alone has the focus, and says it itself. */
export function Summary({ problems, nameOf, go }: Props) {
  const fields = [...new Set(problems.map(({ field }) => field).filter((field) => field !== ''))];
  if (fields.length < 2) return null;
  return (
    <div className={styles.summary} role="alert">
      <p>Nothing was saved. Correct these {counted(fields.length, 'field')}:</p>
      <ul>
        {fields.map((field) => (
          <li key={field}>
            <button type="button" onClick={() => go(field)}>
              {nameOf(field)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
