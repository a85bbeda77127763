import type { Json } from '#shared/lib/json.ts';
import { capital } from '#shared/lib/sentence.ts';
import styles from './sent-text.module.css';

type Part = { readonly key: string; readonly label: string; readonly text: string };

/** `caseOrigin` as people read it: `Case origin`. */
const labelOf = (key: string): string =>
  capital(key.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`));

/** What a person would read of it: its texts and numbers; what the connection needs besides is left out. */
function partsOf(input: Json): readonly Part[] {
  if (typeof input === 'string') return input === '' ? [] : [{ key: '', label: 'Text', text: input }];
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    (typeof value === 'string' && value !== '') || typeof value === 'number'
      ? [{ key, label: labelOf(key), text: String(value) }]
      : [],
  );
}

/** The words of an action, folded away until somebody wants to read what was, or will be, sent. */
export function SentText({ input }: { readonly input: Json }) {
  const parts = partsOf(input);
  if (parts.length === 0) return null;
  return (
    <details className={styles.sent}>
      <summary>Content</summary>
      <dl>
        {parts.map(({ key, label, text }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
