import { Button } from '@mantine/core';
import { settings } from '#shared/model/workspace-settings.ts';
import { formOf } from './service-draft.ts';
import { type Conflict, keyOf } from './service-merge.ts';
import styles from './service-levels.module.css';

type Props = {
  readonly conflicts: readonly Conflict[];
  readonly choose: (field: string, whose: 'mine' | 'theirs') => void;
};

function nameOf(field: string): string {
  const key = keyOf(field);
  return key === undefined ? field : formOf(key).name(field, settings[key]);
}

function wordsFor(field: string, text: string | null): string {
  const key = keyOf(field);
  return key === undefined ? (text ?? '') : formOf(key).words(text, settings[key]);
}

/** What was changed here and elsewhere in different ways: both values, and a choice for each. */
export function Conflicts({ conflicts, choose }: Props) {
  if (conflicts.length === 0) return null;
  return (
    <div className={styles.conflicts} role="alert">
      <p>Somebody else changed this while you were editing. Nothing is saved until you choose.</p>
      <ul>
        {conflicts.map(({ field, mine, theirs }) => (
          <li key={field}>
            <h3>{nameOf(field)}</h3>
            <div className={styles.choice}>
              <span>Yours: {wordsFor(field, mine)}</span>
              <Button
                variant="default"
                aria-label={`Keep mine: ${nameOf(field)}`}
                onClick={() => choose(field, 'mine')}
              >
                Keep mine
              </Button>
            </div>
            <div className={styles.choice}>
              <span>Theirs: {wordsFor(field, theirs)}</span>
              <Button
                variant="default"
                aria-label={`Take theirs: ${nameOf(field)}`}
                onClick={() => choose(field, 'theirs')}
              >
                Take theirs
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
