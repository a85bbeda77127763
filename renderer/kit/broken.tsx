import { infoNow } from '#renderer/data/info.ts';
import { isMissingPart } from '#renderer/data/failure.ts';
import styles from './broken.module.css';
import { CopyReport } from './copy-report.tsx';
import { problemReport } from './problem-report.ts';

type Props = { readonly error: unknown; readonly place: string; readonly again: () => void };

/** What stands where a part could not be drawn. Plain elements only: what failed may be what the others are made of. */
export function Broken({ error, place, again }: Props) {
  const version = infoNow()?.version;
  const report = problemReport(error, place, version ?? '(version not known)');
  const missing = isMissingPart(error);
  return (
    <div className={styles.broken} role="alert">
      <p className={styles.title}>{place} could not be shown.</p>
      {missing ? (
        <p>A part of Gridline did not load. Reload the page; if that does not help, restart Gridline.</p>
      ) : (
        <p>
          There is a fault in this part of Gridline. Nothing recorded is lost, and everything else still works. Try
          again; if it happens again, reload the page.
        </p>
      )}
      <div className={styles.buttons}>
        {/* A browser keeps in mind what did not load for as long as the page lives: only a reload fetches it. */}
        {!missing && (
          <button type="button" onClick={again}>
            Try again
          </button>
        )}
        <button type="button" onClick={() => window.location.reload()}>
          Reload
        </button>
        <CopyReport report={report} />
      </div>
      <details className={styles.details}>
        <summary>Details for support</summary>
        <pre tabIndex={0}>{report}</pre>
        <p>They point to places in our code and contain none of your data. Gridline never sends them anywhere.</p>
      </details>
    </div>
  );
}
