import { whoseMove } from '#shared/model/edi/acknowledgement-words.ts';
import type { Explanation as Words } from '#shared/model/edi/edi.ts';
import styles from './explanation.module.css';

/** The one sentence that is read first. */
export function Lead({ children }: { readonly children: string }) {
  return <p className={styles.why}>{children}</p>;
}

/** A resolved issue asks for nothing, whatever there was to do before. */
function nextOf({ next }: Words, resolved: boolean): string {
  return resolved && !next.startsWith('Nothing') ? 'Nothing to do: this issue is resolved.' : next;
}

type Props = { readonly explanation: Words; readonly resolved: boolean };

/** What happened, why, where, whose move it is and what to do next: the first thing one reads. */
export function Explanation({ explanation, resolved }: Props) {
  return (
    <section className={styles.explanation} aria-label="Explanation">
      <Lead>{explanation.why}</Lead>
      <dl className={styles.list}>
        <dt>What</dt>
        <dd>{explanation.what}</dd>
        {explanation.where !== null && (
          <>
            <dt>Where</dt>
            <dd>{explanation.where}</dd>
          </>
        )}
        <dt>{resolved ? 'Cause' : 'Whose move'}</dt>
        <dd>
          {!resolved && (
            <>
              <span className={styles.fault} data-fault={explanation.fault}>
                {whoseMove(explanation)}
              </span>{' '}
            </>
          )}
          {explanation.faultReason}
        </dd>
      </dl>
      <div className={styles.next} data-resolved={resolved || undefined}>
        <span>Next</span>
        <p>{nextOf(explanation, resolved)}</p>
      </div>
    </section>
  );
}
