import type { Explanation as Words, Fault } from '#shared/model/edi.ts';
import styles from './explanation.module.css';

const faultWords: Record<Fault, string> = {
  us: 'Probably ours',
  partner: "Probably the partner's",
  network: "Probably the network's",
  unknown: 'Not known',
};

/** A resolved issue asks for nothing, whatever there was to do before. */
function nextOf({ next }: Words, resolved: boolean): string {
  return resolved && !next.startsWith('Nothing') ? 'Nothing to do: this issue is resolved.' : next;
}

type Props = { readonly explanation: Words; readonly resolved: boolean };

/** What happened, why, where, whose move it is and what to do next: the first thing one reads. */
export function Explanation({ explanation, resolved }: Props) {
  return (
    <section className={styles.explanation} aria-label="Explanation">
      <p className={styles.why}>{explanation.why}</p>
      <dl className={styles.list}>
        <dt>What</dt>
        <dd>{explanation.what}</dd>
        {explanation.where !== null && (
          <>
            <dt>Where</dt>
            <dd>{explanation.where}</dd>
          </>
        )}
        <dt>Whose move</dt>
        <dd>
          <span className={styles.fault} data-fault={explanation.fault}>
            {faultWords[explanation.fault]}.
          </span>{' '}
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
