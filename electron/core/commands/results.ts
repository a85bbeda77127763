import { commandResults, resultWords } from '#shared/model/feed/command.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { commandSettledSchema } from '#shared/model/event/kinds/command.ts';
import type { CommandOutcome } from '../connectors/feed.ts';
import type { ReadDb } from '../store/db.ts';
import { findEvent } from '../store/journal/journal.ts';
import { settledBy, settledId } from './take-commands.ts';

/** What became of the commands among these events, for who brought them. Those that are not acted on here are left out. */
export function resultsOf(db: ReadDb, events: readonly NewEvent[]): readonly CommandOutcome[] {
  return events.flatMap((event) => {
    if (event.kind !== 'command.received') return [];
    const settled = findEvent(db, settledBy, settledId(event));
    if (settled === null) return [];
    const { result, by } = commandSettledSchema.parse(settled.payload);
    const { outcome } = commandResults[result];
    return [{ sourceId: event.sourceId, outcome, words: `${resultWords({ result, by })}.` }];
  });
}
