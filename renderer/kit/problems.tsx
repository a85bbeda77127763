import { infoNow } from '#renderer/data/info.ts';
import { failureOf, isMissingPart, wasCancelled } from '#renderer/data/failure.ts';
import { CopyReport } from './copy-report.tsx';
import { problemReport } from './problem-report.ts';
import { showFailure } from './toast.tsx';
import styles from './problems.module.css';

/** The same mistake is told once in this time: one in a timer would cover the screen. */
const quietMs = 10_000;

const told = new Map<string, number>();

/** Tells of a mistake that no part of the screen has caught: in an answer to a click, or in something begun by one. */
export function tellProblem(error: unknown): void {
  if (wasCancelled(error)) return;
  const report = problemReport(error, 'between the screens', infoNow()?.version ?? '(version not known)');
  const now = Date.now();
  if (now - (told.get(report) ?? 0) < quietMs) return;
  if (told.size > 50) told.clear();
  told.set(report, now);
  const { message, next } = failureOf(error);
  showFailure(report, {
    title: isMissingPart(error) ? 'A part of Gridline did not load.' : 'What you just did may not have worked.',
    message: (
      <div className={styles.problem}>
        <p>
          {message} {next}
        </p>
        <CopyReport report={report} />
      </div>
    ),
  });
}

/** Browsers report this one where nothing is wrong: a size was measured once more than in one frame. */
const harmless = /^ResizeObserver loop/;

/** Hears of every mistake of the page that nobody else hears of. Nothing of it is sent anywhere. */
export function hearProblems(page: Window): void {
  page.addEventListener(
    'error',
    (event) => {
      if (event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement) {
        tellProblem(new Error('Failed to load a part of the page'));
        // What comes from elsewhere, such as an extension, has no error to it.
      } else if (event.error instanceof Error && !harmless.test(event.message)) tellProblem(event.error);
    },
    { capture: true },
  );
  page.addEventListener('unhandledrejection', (event) => tellProblem(event.reason));
}
