import type { ReactNode } from 'react';
import styles from './choices.module.css';
import { number } from './count-words.ts';
import button from './small-button.module.css';

/** One way to look at a list, with how many rows it would show; undefined until that is known. */
export type Choice<Id extends string> = {
  readonly id: Id;
  readonly name: string;
  readonly count: number | undefined;
  /** Said of the number by its colour, too. */
  readonly tone?: 'bad' | 'warn' | undefined;
};

type Props<Id extends string> = {
  readonly label: string;
  readonly choices: readonly Choice<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
};

/** The ways to look at a list, of which one is chosen. */
export function Choices<Id extends string>({ label, choices, chosen, onChoose }: Props<Id>): ReactNode {
  return (
    <div role="group" aria-label={label} className={styles.choices}>
      {choices.map(({ id, name, count, tone }) => (
        <button
          key={id}
          type="button"
          className={`${button.bar} ${styles.choice}`}
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {name}
          {count !== undefined && (
            <span className={styles.count} data-tone={tone}>
              {number(count)}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
