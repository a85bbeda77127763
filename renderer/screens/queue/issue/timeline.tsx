import { IconExternalLink } from '@tabler/icons-react';
import type { IssueDetail } from '#shared/contract/schemas/issue.ts';
import { Section } from '#renderer/kit/section.tsx';
import { When } from '#renderer/kit/time.tsx';
import type { Unsaid } from './said.ts';
import styles from './timeline.module.css';

type Entry = IssueDetail['timeline'][number];

type Props = { readonly entries: readonly Entry[]; readonly unsaid: Unsaid };

function Line({ entry, unsaid }: { readonly entry: Entry; readonly unsaid: Unsaid }) {
  const detail = unsaid(entry.detail);
  return (
    <li className={styles.entry} data-tone={entry.tone} data-kind={entry.kind}>
      <span className={styles.mark} aria-hidden="true" />
      <div className={styles.words}>
        <span>
          {entry.actor !== null && !entry.text.includes(entry.actor) && <b className={styles.actor}>{entry.actor}</b>}
          {entry.text}
          {entry.url !== null && (
            <a
              href={entry.url}
              target="_blank"
              rel="noreferrer"
              aria-label={`Open: ${entry.text}`}
              className={styles.link}
            >
              <IconExternalLink size={13} stroke={1.8} aria-hidden="true" />
            </a>
          )}
        </span>
        {detail !== null && <p className={styles.detail}>{detail}</p>}
      </div>
      <span className={styles.when}>
        <When at={entry.at} />
      </span>
    </li>
  );
}

/** What happened to the issue, newest last. */
export function Timeline({ entries, unsaid }: Props) {
  return (
    <Section title="Timeline">
      <ol className={styles.list}>
        {entries.map((entry) => (
          <Line key={`${entry.seq}-${entry.text}`} entry={entry} unsaid={unsaid} />
        ))}
      </ol>
    </Section>
  );
}
