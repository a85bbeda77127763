import { plainMessage } from '#shared/lib/misfit.ts';
import type { Log } from '../ports.ts';
import type { Store } from '../store/open.ts';
import { lastSeq } from '../store/tables/awaited.ts';
import { readNote, writeNote } from '../store/tables/notes.ts';
import { projectionVersion } from './projection-version.ts';
import { rebuildProjections } from './rebuild.ts';

const versionNote = 'projections.version';

/** Events between two lines in the log. */
const logEvery = 20_000;

/**
 * Derives everything anew where other rules than today's made the stored rows, in one transaction: it is all old or all
 * new. Where that fails the old rows stay, so that people can work, and the next start tries again. Returns whether
 * anything was derived.
 */
export function upgradeProjections(store: Store, log: Log): boolean {
  const { stored, events } = store.read((db) => ({ stored: readNote(db, versionNote), events: lastSeq(db) }));
  if (stored === projectionVersion) return false;
  try {
    // Without a journal there is nothing that rows could be made from.
    if (events > 0) log('info', 'Issues are derived anew for this version of Gridline', { events });
    store.write((db) => {
      if (events > 0) {
        rebuildProjections(db, (done) => {
          if (done % logEvery === 0) log('info', 'Issues are being derived anew', { done, events });
        });
      }
      writeNote(db, versionNote, projectionVersion);
    });
    if (events > 0) log('info', 'Issues were derived anew', { events });
    return events > 0;
  } catch (error) {
    log('error', 'Issues could not be derived anew; they are shown as an earlier version of Gridline saw them', {
      error: plainMessage(error),
    });
    return false;
  }
}
