import { useQuery } from '@tanstack/react-query';
import type { DocumentSummary } from '#shared/contract/schemas/issue.ts';
import { queries } from '#renderer/data/queries.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { number } from '#renderer/kit/count-words.ts';
import { Section } from '#renderer/kit/section.tsx';
import { DocumentViewer } from '#renderer/kit/document-viewer/document-viewer.tsx';
import styles from './document-section.module.css';
import type { Unsaid } from './said.ts';

type Props = {
  readonly document: DocumentSummary;
  /** The acknowledgements that are known of its issue. */
  readonly read: readonly string[];
  readonly unsaid: Unsaid;
};

/** One document of the issue, as it was sent, with the failing place marked. */
export function DocumentSection({ document, read, unsaid }: Props) {
  const { data, error } = useQuery({
    ...queries.document(document.id, read),
    // While its marks are read anew, it stays.
    placeholderData: (before, query) => (query?.queryKey[1] === document.id ? before : undefined),
  });
  const marks = data?.highlights.map((mark) => ({ ...mark, explanation: unsaid(mark.explanation) ?? '' })) ?? [];
  const title = `${document.typeName} ${document.number ?? ''}`.trim();
  return (
    <Section title={title} note={<span className={styles.file}>{document.fileName}</span>}>
      {data === undefined && error !== null && (
        <p className={styles.failed} role="alert">
          The document could not be shown. {failureWords(error)}
        </p>
      )}
      {data === undefined && error === null && <div className={styles.loading} aria-hidden="true" />}
      {data !== undefined && (
        <>
          <DocumentViewer title={title} type={data.document.type} segments={data.segments} marks={marks} />
          {data.truncated && (
            <p className={styles.note}>Only the first {number(data.segments.length)} segments are shown.</p>
          )}
          {data.findings.length > 0 && (
            <ul className={styles.findings}>
              {data.findings.map((finding) => (
                <li key={`${finding.code}-${finding.offset}`} data-severity={finding.severity}>
                  {finding.message}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Section>
  );
}
