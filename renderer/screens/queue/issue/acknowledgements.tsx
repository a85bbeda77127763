import type { AcknowledgementSummary } from '#shared/contract/schemas/issue.ts';
import { statusWords } from '#shared/model/edi/acknowledgement-words.ts';
import type { AcknowledgementError, ErrorLevel } from '#shared/model/edi/edi.ts';
import { Section } from '#renderer/kit/section.tsx';
import { When } from '#renderer/kit/time.tsx';
import styles from './acknowledgements.module.css';
import type { Unsaid } from './said.ts';

/** X12 and EDIFACT call the same level by different names. */
const levelName = (level: ErrorLevel, isX12: boolean): string =>
  level === 'set' && !isX12 ? 'Message' : levelWords[level];

function place(error: AcknowledgementError, isX12: boolean): string {
  const parts = [
    error.segment,
    error.position === null ? null : `segment ${error.position}`,
    error.element === null ? null : `element ${error.element}`,
    error.component === null ? null : `component ${error.component}`,
  ];
  const words = parts.filter((part) => part !== null).join(', ');
  return words === '' ? levelName(error.level, isX12) : words;
}

const levelWords: Record<ErrorLevel, string> = {
  interchange: 'Interchange',
  group: 'Functional group',
  set: 'Transaction set',
  segment: 'Segment',
  element: 'Element',
  acknowledgement: 'Acknowledgement',
};

type Props = { readonly list: readonly AcknowledgementSummary[]; readonly unsaid: Unsaid };

/** What the partner's systems acknowledged or refused: place and code of each complaint, and the words that are new. */
export function Acknowledgements({ list, unsaid }: Props) {
  return (
    <Section title={list.length === 1 ? 'Acknowledgement' : 'Acknowledgements'}>
      {list.map((entry) => (
        <div key={entry.id} className={styles.entry}>
          <div className={styles.head}>
            <span className={styles.status} data-status={entry.status}>
              {statusWords(entry)}
            </span>
            <span>
              {entry.typeName} ({entry.type})
            </span>
            <span className={styles.faint} title="Status as sent">
              {entry.statusCode}
            </span>
            <span className={styles.when}>
              <When at={entry.receivedAt} />
            </span>
          </div>
          {entry.errors.length > 0 && (
            <ul className={styles.errors}>
              {entry.errors.map((error) => (
                <li key={JSON.stringify(error)}>
                  <span className={styles.place}>{place(error, /^\d/.test(entry.type))}</span>
                  <span>{unsaid(error.explanation)}</span>
                  {error.code !== null && <span className={styles.code}>code {error.code}</span>}
                </li>
              ))}
            </ul>
          )}
          {unsaid(entry.text) !== null && <p className={styles.text}>{unsaid(entry.text)}</p>}
          <p className={styles.file}>{entry.fileName}</p>
        </div>
      ))}
    </Section>
  );
}
