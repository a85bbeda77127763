import type { Log } from '../ports.ts';
import type { Settled } from '../store/backup/check-backup.ts';
import type { Store } from '../store/open.ts';
import { rebuildProjections } from './rebuild.ts';
import { upgradeProjections } from './upgrade-projections.ts';
import { verifyStore } from './verify.ts';

/**
 * Whether the journal of a backup is what was written, and its rows are what the journal gives. Rows that are not are made
 * anew from a journal that is whole; a journal that is not can't be put right.
 */
export function settleBackup(store: Store, log: Log): Settled {
  const upgraded = upgradeProjections(store, log);
  const found = verifyStore(store);
  if (found.ok) return { events: found.events, issues: found.issues, derivedAnew: upgraded };
  const lasting = found.problems.find(({ code }) => /^(journal|bytes)\./.test(code));
  if (lasting !== undefined) return { fault: lasting.message };
  log('warn', 'The rows of the backup do not fit its journal and are derived anew', {
    problems: found.problems.length,
    first: found.problems[0]?.message ?? '',
  });
  store.write((db) => rebuildProjections(db));
  const { ok, events, issues, problems } = verifyStore(store);
  return ok
    ? { events, issues, derivedAnew: true }
    : { fault: problems[0]?.message ?? 'Its rows do not fit its journal.' };
}
