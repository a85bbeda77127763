import styles from './filter-help.module.css';

const rows: readonly { readonly example: string; readonly means: string }[] = [
  { example: 'missing N1', means: 'both words, whole or beginning' },
  { example: '"tax total"', means: 'these words together' },
  { example: 'partner:"Acme Foods"', means: 'from or to this partner' },
  { example: 'doc:810', means: 'document type, X12 or EDIFACT (doc:INVOIC)' },
  { example: 'severity>=high', means: 'high and critical' },
  { example: 'kind:rejected', means: 'kind of exception' },
  { example: 'is:unassigned', means: 'also mine, escalated, overdue, resolved' },
  { example: 'status:acknowledged', means: 'also open, resolved' },
  { example: 'number:4711', means: 'exactly this document number' },
  { example: 'owner:"Pat Okafor"', means: 'assigned to this person' },
  { example: 'age>2h', means: 'first seen longer ago (m, h, d, w)' },
  { example: '-partner:Acme', means: 'a minus leaves out' },
  { example: '(doc:810 OR doc:856) age>1d', means: 'one or the other, in brackets' },
];

/** The filter language by example; picking one puts it into the box. */
export function FilterHelp({ onPick }: { readonly onPick: (example: string) => void }) {
  return (
    <div className={styles.help}>
      <h2>How to search</h2>
      <p className={styles.intro}>Put parts side by side: an issue has to fit all of them.</p>
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
