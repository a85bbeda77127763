import { IconClockHour4, IconInfoCircle } from '@tabler/icons-react';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { counted, inWords, number } from '#renderer/kit/count-words.ts';
import styles from './composer.module.css';

type Of = { readonly preview: ActionPreview };

/** What stays different from one to the next: `subject, account and description`. */
function keptParts({ fields }: ActionPreview): string {
  const own = fields.filter(({ bulk }) => !bulk).map(({ label }) => label.toLowerCase());
  return own.length === 0 ? 'text' : inWords(own);
}

const listed = 20;

function namesOf(to: ActionPreview['to']): string {
  const more = to.length - listed;
  return inWords([...to.slice(0, listed), ...(more > 0 ? [`${number(more)} more`] : [])]);
}

/** To whom, how many and for how many partners, and which issues are left out because they have theirs. */
export function Extent({ preview, one }: Of & { readonly one: boolean }) {
  const { count, noun, partners, already, to, shown } = preview;
  const together = shown.issueIds.length;
  return (
    <>
      {count === 1 && together > 1 && (
        <p className={styles.summary}>
          One {noun} for {counted(together, 'document')} with the same cause. It lists them.
        </p>
      )}
      {!one && (
        <p className={styles.summary}>
          {counted(count, noun)} for {counted(partners, 'partner')}. Each keeps its own {keptParts(preview)}; what you
          set here applies to all.
        </p>
      )}
      {to.length > 0 && (
        <p className={styles.summary}>
          {count === 1 ? `One ${noun} goes` : `${counted(count, noun)} go`} to {namesOf(to)}.
        </p>
      )}
      {already.length > 0 && (
        <details className={styles.already}>
          <summary>
            {counted(already.length, 'selected issue')} already {already.length === 1 ? 'has its' : 'have their'} {noun}{' '}
            and will be left out
          </summary>
          <ul>
            {preview.standing.map(({ issueId, partner, title }) => (
              <li key={issueId}>
                {partner}: {title}
              </li>
            ))}
          </ul>
          {already.length > preview.standing.length && (
            <p>{counted(already.length - preview.standing.length, 'more', 'more')}</p>
          )}
        </details>
      )}
    </>
  );
}

/** What holds it back, who is left out, and what else is to be known before it is sent. */
export function Outlook({ preview: { heldBack, warnings } }: Of) {
  if (heldBack.length + warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label="Before it is sent">
      {heldBack.map(({ reason, words }) => (
        <li key={reason}>
          <IconClockHour4 size={15} stroke={1.8} aria-hidden="true" />
          {words}
        </li>
      ))}
      {warnings.map((warning) => (
        <li key={warning}>
          <IconInfoCircle size={15} stroke={1.8} aria-hidden="true" />
          {warning}
        </li>
      ))}
    </ul>
  );
}
