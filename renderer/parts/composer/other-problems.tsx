import type { ActionPreview } from '#shared/contract/actions.ts';
import type { FieldProblem } from '#renderer/data/field-problems.ts';
import styles from './composer.module.css';

type Props = { readonly preview: ActionPreview; readonly problems: readonly FieldProblem[] };

/** What was refused and stands at no field of the form. */
export function Problems({ preview, problems }: Props) {
  const shown = new Set(['to', 'note', ...preview.fields.map(({ key }) => key.toLowerCase())]);
  const others = problems.filter(({ field }) => !shown.has(field.toLowerCase()));
  if (others.length === 0) return null;
  return (
    <ul role="alert" className={styles.problems}>
      {others.map(({ field, words }) => (
        <li key={field}>
          {field}: {words}
        </li>
      ))}
    </ul>
  );
}
