import type { Millis } from '#shared/lib/time.ts';
import { type CommandResult, commandResults, commands, isCommand, resultWords } from '#shared/model/feed/command.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import {
  type CommandReceived,
  commandReceivedSchema,
  type CommandSettled,
  commandSettledSchema,
} from '#shared/model/event/kinds/command.ts';
import { writtenHere } from '#shared/model/person/source.ts';
import type { CommandOutcome } from '../connectors/feed.ts';
import { addressOf } from '../contacts/address.ts';
import { standing } from '../contacts/find-people.ts';
import type { Acting, Ingest } from '../ingest.ts';
import type { ActionsAtHand } from '../outbox/requests/find-action.ts';
import type { Marker } from '../people/mark.ts';
import type { Log, Runner } from '../ports.ts';
import { primaryIssue } from '../same-document/same-document.ts';
import type { ReadDb, WriteDb } from '../store/db.ts';
import { restoredAt } from '../store/tables/notes.ts';
import { peopleAt } from '../store/tables/people.ts';
import { findEvent, type StoredEvent, wasAppended } from '../store/journal/journal.ts';
import { type Done, handlers, personOf } from './handlers.ts';

/** Who gives a command, and how that was proven. */
type Caller = Omit<Acting, 'device'>;

/** What acting on commands takes from the rest of the core. */
export type CommandDeps = {
  readonly log: Log;
  readonly ingest: Ingest;
  readonly atHand: ActionsAtHand;
  /** Where another desk is the one that acts, commands are filed and left alone. */
  readonly runner: Runner;
  readonly now: () => Millis;
  /** This person acts, here and now. */
  readonly as: (person: Caller) => Marker;
};

/** As the source of events that say what became of commands. */
export const settledBy = 'command';
const settledId = ({ source, sourceId }: Pick<NewEvent, 'source' | 'sourceId'>) => `${source}:${sourceId}`;

/**
 * Acts on the commands among these events, in the transaction that files them, each once: one whose result is in the journal
 * is left alone, whoever brings it again, and rebuilding does not come by here. `late` = what to say of those whose time is over.
 * Gives the issues that were touched.
 */
export function takeCommands(
  db: WriteDb,
  events: readonly NewEvent[],
  deps: CommandDeps,
  late: Late = 'too late',
): readonly string[] {
  const touched: string[] = [];
  for (const event of events) {
    if (event.kind !== 'command.received' || !deps.runner.mayAct().may) continue;
    if (wasAppended(db, settledBy, settledId(event))) continue;
    // What the journal has of it: another text that comes under the same id is none of anybody's commands.
    const filed = findEvent(db, event.source, event.sourceId);
    if (filed?.kind !== 'command.received') continue;
    const command = commandReceivedSchema.parse(filed.payload);
    const { result, by = null, issueIds = [] } = obey(db, filed, command, { ...deps, late });
    const { issueId, who } = command;
    const payload: CommandSettled = { command: command.command, issueId, who, result, by };
    const occurredAt = deps.now();
    const settled: NewEvent = {
      source: settledBy,
      sourceId: settledId(event),
      kind: 'command.settled',
      occurredAt,
      payload,
    };
    touched.push(...issueIds, ...deps.ingest(db, [settled]).issueIds);
  }
  return touched;
}

type Late = Extract<CommandResult, 'too late' | 'another desk'>;

function obey(
  db: WriteDb,
  event: StoredEvent,
  command: CommandReceived,
  deps: CommandDeps & { readonly late: Late },
): Done {
  const name = command.command;
  if (!isCommand(name)) return { result: 'unknown command' };
  const caller = whoIs(db, command);
  if (caller === null) return { result: 'unknown person' };
  const marker = deps.as(caller);
  // Before a backup was put in place, it may have been acted on: nobody here would know.
  const isOld = event.occurredAt <= (restoredAt(db) ?? -Infinity);
  if (isOld || marker.now > command.until) return { result: deps.late };
  if (commands[name].needs.some((field) => (command[field] ?? '').trim() === '')) return { result: 'incomplete' };
  const issue = primaryIssue(db, command.issueId);
  if (issue === null) return { result: 'unknown issue' };
  let count = 0;
  const file: Ingest = (into, done) =>
    deps.ingest(
      into,
      done.map((each) => ({ ...each, sourceId: `${settledId(event)}:${++count}` })),
    );
  const acting = { ingest: deps.ingest, person: personOf(marker), now: marker.now };
  return handlers[name](db, { command, issue, marker, file, acting, atHand: deps.atHand, log: deps.log });
}

/**
 * The colleague that a command is from, by the address that the far side proved; null for everybody else. What was
 * written here of an address goes before what connections brought of it.
 */
function whoIs(db: ReadDb, { email, proof }: Pick<CommandReceived, 'email' | 'proof'>): Caller | null {
  // Who uses this machine proves nothing of who presses a button elsewhere.
  if (email === null || proof === 'this machine’s user') return null;
  const address = addressOf(email);
  const known = standing(db, peopleAt(db, address)).filter(
    (one) => one.email !== null && addressOf(one.email) === address,
  );
  const person = known.find(({ source }) => source === writtenHere) ?? known[0];
  return person?.kind === 'colleague' ? { actor: person.name, email, proof } : null;
}

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
