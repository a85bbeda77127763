import { Button } from '@mantine/core';
import type { Conflict } from './edit.ts';
import styles from './form.module.css';

type Props = {
  readonly conflicts: readonly Conflict[];
  readonly choose: (field: string, whose: 'mine' | 'theirs') => void;
  readonly nameOf: (field: string) => string;
  readonly wordsFor?: ((field: string, text: string | null) => string) | undefined;
};

const asTyped = (_field: string, text: string | null) => (text === null || text === '' ? 'Nothing' : text);

/** What was changed here and elsewhere in different ways: both values, and a choice for each. */
export function Conflicts({ conflicts, choose, nameOf, wordsFor = asTyped }: Props) {
  if (conflicts.length === 0) return null;
  return (
    <div className={styles.conflicts} role="alert">
      <p>Somebody else changed this while you were editing. Nothing is saved until you choose.</p>
      <ul>
        {conflicts.map(({ field, mine, theirs }) => (
          <li key={field}>
            <h3>{nameOf(field)}</h3>
            <Choice label="Keep mine" name={nameOf(field)} run={() => choose(field, 'mine')}>
              Yours: {wordsFor(field, mine)}
            </Choice>
            <Choice label="Take theirs" name={nameOf(field)} run={() => choose(field, 'theirs')}>
              Theirs: {wordsFor(field, theirs)}
            </Choice>
          </li>
        ))}
      </ul>
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly name: string;
  readonly run: () => void;
  readonly children: readonly string[];
};

function Choice({ label, name, run, children }: ChoiceProps) {
  return (
    <div className={styles.choice}>
      <span>{children}</span>
      <Button variant="default" aria-label={`${label}: ${name}`} onClick={run}>
        {label}
      </Button>
    </div>
  );
}
