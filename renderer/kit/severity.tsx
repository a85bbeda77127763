import type { Severity } from '#shared/model/issue/issue.ts';
import styles from './severity.module.css';

const words: Record<Severity, string> = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' };

export function severityName(severity: Severity): string {
  return words[severity];
}

function Bars({ lit }: { readonly lit: number }) {
  return [0, 1, 2].map((bar) => (
    <rect
      key={bar}
      x={1.5 + bar * 4.75}
      y={9.5 - bar * 3.5}
      width="3.25"
      height={4 + bar * 3.5}
      rx="1"
      fill="currentColor"
      opacity={bar < lit ? 1 : 0.28}
    />
  ));
}

/** Severity by shape and colour: a filled sign for critical, then three, two and one bars. */
export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  return (
    <svg
      className={styles[severity]}
      role="img"
      aria-label={words[severity]}
      width="15"
      height="15"
      viewBox="0 0 16 16"
    >
      <title>{words[severity]}</title>
      {severity === 'critical' ? (
        <>
          <rect x="1" y="1" width="14" height="14" rx="3.5" fill="currentColor" />
          <path d="M8 4.2v4.6" stroke="var(--bg)" strokeWidth="1.9" strokeLinecap="round" />
          <circle cx="8" cy="11.6" r="1.15" fill="var(--bg)" />
        </>
      ) : (
        <Bars lit={severity === 'high' ? 3 : severity === 'medium' ? 2 : 1} />
      )}
    </svg>
  );
}
