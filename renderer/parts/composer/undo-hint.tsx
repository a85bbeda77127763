import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/data/queries.ts';
import styles from './composer.module.css';

/** How long there is a way back. `waits`: something holds it back longer than that. */
export function UndoHint({ waits }: { readonly waits: boolean }) {
  const { data } = useQuery(queries.settings());
  return <span className={styles.hint}>{data === undefined ? '' : wordsFor(data.undoSeconds, waits)}</span>;
}

function wordsFor(seconds: number, waits: boolean): string {
  if (waits) return 'You can cancel it until it is sent.';
  return seconds === 0 ? 'Sends at once; there is no time to undo.' : `Sends in ${seconds} s; undo until then.`;
}
