import type { Example } from '#shared/model/filter/field.ts';
import { fieldNames, fields } from '#shared/model/filter/fields.ts';
import styles from './filter-help.module.css';

const rows: readonly Example[] = [
  { example: 'missing N1', means: 'both words, in full or as their beginnings' },
  { example: '"tax total"', means: 'this exact phrase' },
  ...fieldNames.map((name) => fields[name].help),
  { example: '-partner:Acme', means: 'a minus sign excludes' },
  { example: '(doc:810 OR doc:856) age>1d', means: 'either one, grouped in brackets' },
];

/** The filter language by example; picking one puts it into the box. */
export function FilterHelp({ onPick }: { readonly onPick: (example: string) => void }) {
  return (
    <div className={styles.help}>
      <h2>How to search</h2>
      <p className={styles.intro}>Combine terms; issues must match all.</p>
      <ul>
        {rows.map(({ example, means }) => (
          <li key={example}>
            <button type="button" onClick={() => onPick(example)}>
              <code>{example}</code>
              <span>{means}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
