import type { DocumentView } from '#shared/contract/documents.ts';
import type { DocumentSummary } from '#shared/contract/schemas/issue.ts';
import { useQuery } from '#renderer/data/query.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { failureWords } from '#renderer/data/failure.ts';
import { number } from '#renderer/kit/count-words.ts';
import { Section } from '#renderer/kit/section.tsx';
import { DocumentViewer } from '#renderer/kit/document-viewer/document-viewer.tsx';
import styles from './document-section.module.css';
import type { Unsaid } from './said.ts';

const kept = new Map<string, DocumentView>();

async function ask(id: string, signal: AbortSignal): Promise<DocumentView> {
  const view = await rpc.documents.view({ id }, { signal });
  if (kept.size > 30) kept.clear();
  kept.set(id, view);
  return view;
}

type Props = { readonly document: DocumentSummary; readonly unsaid: Unsaid };

/** One document of the issue, as it was sent, with the failing place marked. */
export function DocumentSection({ document, unsaid }: Props) {
  const { data, error } = useQuery(document.id, (signal) => ask(document.id, signal), [], kept);
  const marks = data?.highlights.map((mark) => ({ ...mark, explanation: unsaid(mark.explanation) ?? '' })) ?? [];
  const title = `${document.typeName} ${document.number ?? ''}`.trim();
  return (
    <Section title={title} note={<span className={styles.file}>{document.fileName}</span>}>
      {data === undefined && error !== undefined && (
        <p className={styles.failed} role="alert">
          The document could not be shown. {failureWords(error)}
        </p>
      )}
      {data === undefined && error === undefined && <div className={styles.loading} aria-hidden="true" />}
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
