import type { Json } from '#shared/lib/json.ts';
import { capital } from '#shared/lib/sentence.ts';
import type { ActionPreview } from '#shared/contract/actions.ts';
import styles from './composer.module.css';

type Line = { readonly key: string; readonly label: string; readonly value: string; readonly note: string | null };

/** What is sent where its connection describes no form of it: each part by its name. */
function partsOf(draft: Json): readonly Line[] {
  if (typeof draft !== 'object' || draft === null || Array.isArray(draft)) {
    return draft === null ? [] : [{ key: '', label: 'Text', value: inWords(draft), note: null }];
  }
  return Object.entries(draft).map(([key, value]) => ({
    key,
    label: capital(key),
    value: inWords(value ?? null),
    note: null,
  }));
}

const inWords = (value: Json): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);

/** What will be sent, to read. `own` = without what is the same for all, which stands in the form. */
export function ExactText({ preview, own }: { readonly preview: ActionPreview; readonly own: boolean }) {
  const fields = own ? preview.fields.filter(({ bulk, editable }) => !(bulk && editable)) : preview.fields;
  const lines: readonly Line[] = preview.fields.length === 0 ? partsOf(preview.draft) : fields;
  return (
    <dl>
      {lines.map(({ key, label, value, note }) => (
        <div key={key}>
          <dt>{label}</dt>
          {value.includes('\n') ? (
            <dd tabIndex={0} role="group" aria-label={label} className={styles.eachText}>
              {value}
            </dd>
          ) : (
            <dd>
              {value === '' ? <span className={styles.nothing}>Empty</span> : value}
              {note !== null && <span className={styles.note}> {note}</span>}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
