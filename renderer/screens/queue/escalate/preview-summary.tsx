import type { ActionPreview } from '#shared/contract/actions.ts';
import { indexOf, rowAt } from '#renderer/screens/queue/row-window.ts';
import { useQueue } from '#renderer/screens/queue/store.ts';
import { counted } from '#renderer/kit/count-words.ts';
import styles from './escalate-dialog.module.css';

const listed = 20;

function Already({ ids }: { readonly ids: readonly string[] }) {
  const window = useQueue((queue) => queue.window);
  const titles = ids
    .map((id) => rowAt(window, indexOf(window, id)))
    .filter((row) => row !== undefined)
    .slice(0, listed);
  return (
    <details className={styles.already}>
      <summary>
        {counted(ids.length, 'selected issue')} {ids.length === 1 ? 'has' : 'have'} been escalated already and will be
        left out
      </summary>
      <ul>
        {titles.map((row) => (
          <li key={row.id}>
            {row.partner}: {row.title}
          </li>
        ))}
      </ul>
      {ids.length > titles.length && <p>{counted(ids.length - titles.length, 'more', 'more')}</p>}
    </details>
  );
}

/** What stays different from case to case: `subject, account and description`. */
function ownWords({ fields }: ActionPreview): string {
  const own = fields.filter(({ bulk }) => !bulk).map(({ label }) => label.toLowerCase());
  if (own.length < 2) return own[0] ?? 'text';
  return `${own.slice(0, -1).join(', ')} and ${own.at(-1)}`;
}

/** How many cases are created, and which issues are left out because they have one. */
export function PreviewSummary({ preview }: { readonly preview: ActionPreview }) {
  const { count, already } = preview;
  if (count === 0) {
    return (
      <p className={styles.summary}>
        {already.length === 1
          ? 'This issue has been escalated already. Nothing more will be created.'
          : 'All of these have been escalated already. Nothing more will be created.'}
      </p>
    );
  }
  return (
    <>
      {count > 1 && (
        <p className={styles.summary}>
          Creates {counted(count, 'case')}. Each keeps its own {ownWords(preview)}; what you set here applies to all.
        </p>
      )}
      {already.length > 0 && <Already ids={already} />}
    </>
  );
}
