import type { Explanation as Words, Fault } from '#shared/model/edi.ts';
import styles from './explanation.module.css';

const faultWords: Record<Fault, string> = {
  us: 'Probably ours',
  partner: "Probably the partner's",
  network: "Probably the network's",
  unknown: 'Not known',
};

/** What happened, why, where, whose move it is and what to do next: the first thing one reads. */
export function Explanation({ explanation }: { readonly explanation: Words }) {
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
      <div className={styles.next}>
        <span>Next</span>
        <p>{explanation.next}</p>
      </div>
    </section>
  );
}
