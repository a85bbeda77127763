import type { FilterProblem } from '#renderer/data/failure.ts';
import styles from './search-box.module.css';

type Props = { readonly text: string; readonly offset: number; readonly problem: FilterProblem };

/** Shows the typed filter again with the place that was not understood marked, and what would fit there. */
export function ProblemLine({ text, offset, problem }: Props) {
  const at = Math.max(0, Math.min(text.length, problem.position - offset));
  const end = at + Math.max(1, quoted(problem.got).length);
  return (
    <div id="filter-problem" className={styles.problem} role="alert">
      <code className={styles.echo}>
        {text.slice(0, at)}
        <mark>{text.slice(at, end) || ' '}</mark>
        {text.slice(end)}
      </code>
      <span>
        Expected {problem.expected}, found {problem.got || 'nothing'}, at character {at + 1}.
      </span>
    </div>
  );
}

/** The text that was found, where the core quotes one (`"odd"`); empty for `the end` and `nothing`. */
function quoted(got: string): string {
  return /^"(.*)"$/s.exec(got)?.[1] ?? '';
}
