import { isCapability } from '#shared/model/action/capability.ts';
import type { CommandName, CommandResult } from '#shared/model/feed/command.ts';
import type { IssueStatus } from '#shared/model/issue/issue-status.ts';
import type { CommandReceived } from '#shared/model/event/kinds/command.ts';
import { textKey } from '#shared/lib/words.ts';
import { BadInputError, NotChosenError, NotConnectedError, NotFoundError } from '../failure.ts';
import type { Ingest, Person } from '../ingest.ts';
import { type Split, splitAsked } from '../outbox/requests/effects.ts';
import { type ActionsAtHand, findAction, newAction, readWanted } from '../outbox/requests/find-action.ts';
import { permits, whyNotApprove } from '../outbox/permits.ts';
import {
  type ActionContext,
  type NewAction,
  type Outcome,
  readUndoMs,
  requestActions,
} from '../outbox/requests/request.ts';
import { approveActions, cancelActions } from '../outbox/requests/change.ts';
import { comment, type Marker, markOwner, markStatus } from '../people/mark.ts';
import { readIssue } from '../reading/issue-report.ts';
import type { Log } from '../ports.ts';
import { type ActionRow, findAction as findRow } from '../store/tables/actions.ts';
import type { WriteDb } from '../store/db.ts';
import { issuesAbout } from '../store/tables/sets.ts';
import { readContext } from '../verdict/context.ts';
import type { IssueRecord } from '../verdict/derive.ts';

/** A command by somebody who may give it, in time, about an issue that there is. */
export type Request = {
  readonly command: CommandReceived;
  readonly issue: IssueRecord;
  readonly marker: Marker;
  /** Files what people do; each event is known by the command, so that a second desk makes the same ones. */
  readonly file: Ingest;
  /** The same person, as the outbox knows who acts. */
  readonly acting: ActionContext;
  readonly atHand: ActionsAtHand;
  readonly log: Log;
};

/** What became of it, who had done it before, and what it touched. */
export type Done = {
  readonly result: CommandResult;
  readonly by?: string | null;
  readonly issueIds?: readonly string[];
};

type Handler = (db: WriteDb, request: Request) => Done;

/** What each command does: what a person here does by the same name, and no more. */
export const handlers: Readonly<Record<CommandName, Handler>> = {
  acknowledge(db, request) {
    const { status } = request.issue;
    if (status !== 'open')
      return already(db, request, status === 'resolved' ? 'already resolved' : 'already acknowledged');
    return put(db, request, 'acknowledged');
  },

  resolve(db, request) {
    if (request.issue.status === 'resolved') return already(db, request, 'already resolved');
    const done = put(db, request, 'resolved');
    note(db, request);
    return done;
  },

  reopen(db, request) {
    return request.issue.status === 'resolved' ? put(db, request, 'open') : { result: 'already open' };
  },

  assign(db, request) {
    const { to } = request.command;
    const owner = to === undefined || textKey(to) === 'me' ? request.marker.actor : to;
    const { events } = markOwner(db, { ids: [request.issue.id], owner }, request.marker);
    if (events.length === 0) return { result: 'already assigned' };
    return { result: 'done', issueIds: request.file(db, events).issueIds };
  },

  note(db, request) {
    return { result: 'done', issueIds: note(db, request) };
  },

  approve(db, request) {
    const row = actionOf(db, request);
    if (row === null) return { result: 'unknown action' };
    if (row.state !== 'awaiting approval') return { result: 'not waiting' };
    const why = whyNotApprove(row, request.marker);
    if (why !== null) return { result: why === 'asked for it' ? 'another person' : 'not told apart' };
    return acted(approveActions(db, [row.id], { ...request.acting, undoMs: readUndoMs(db) }));
  },

  cancel(db, request) {
    const row = actionOf(db, request);
    if (row === null) return { result: 'unknown action' };
    if (!permits(row, request.marker).cancel) return { result: 'left already' };
    return acted(cancelActions(db, [row.id], request.acting));
  },

  act(db, request) {
    const { action = '' } = request.command;
    if (!isCapability(action)) return { result: 'unknown action' };
    let wanted: readonly NewAction[];
    let asked: Split['asked'];
    try {
      const found = findAction(request.atHand, action);
      const split = splitAsked(
        db,
        found,
        readWanted(db, request.atHand, { issueIds: [request.issue.id], whole: false }),
        { purpose: '' },
      );
      asked = split.asked;
      wanted = split.left.map((effect) => newAction(found, effect, { edits: {}, purpose: '' }));
    } catch (error) {
      if (error instanceof NotConnectedError || error instanceof NotFoundError) return { result: 'not connected' };
      if (error instanceof NotChosenError) return { result: 'not chosen' };
      if (error instanceof BadInputError) return { result: 'incomplete' };
      // A draft that can't be made costs this command, and not the feed that brought it.
      request.log('error', 'A command could not be acted on', { action, error: String(error) });
      return { result: 'could not' };
    }
    const [before] = asked;
    if (wanted.length === 0 && before !== undefined) {
      return { result: 'already asked for', by: before.action?.requestedBy ?? null };
    }
    if (wanted.length === 0) return { result: 'no recipient' };
    const outcome = requestActions(db, wanted, { ...request.acting, undoMs: readUndoMs(db) });
    if (outcome.changed.length > 0) return acted(outcome);
    return { result: 'already asked for', by: outcome.actions[0]?.requestedBy ?? null };
  },
};

function acted({ issueIds }: Outcome): Done {
  return { result: 'done', issueIds };
}

function put(db: WriteDb, { issue, marker, file }: Request, status: IssueStatus): Done {
  return { result: 'done', issueIds: file(db, markStatus(db, { ids: [issue.id], status }, marker).events).issueIds };
}

function note(db: WriteDb, { issue, marker, file, command: { words = '' } }: Request): readonly string[] {
  const event = comment(db, issue.id, words, marker);
  return event === null ? [] : file(db, [event]).issueIds;
}

/** So it is already, by whoever said so last; where the source or an outside system did it, by nobody. */
function already(db: WriteDb, { issue }: Request, result: CommandResult): Done {
  const { evidence = [] } = readIssue(db, issue.id, readContext(db)) ?? {};
  const last = evidence.findLast(({ event }) => event.kind === 'issue.marked' && event.payload.field === 'status');
  const isPersons = issue.status !== 'resolved' || issue.resolvedBy === 'person';
  return { result, by: isPersons ? (last?.event.actor ?? null) : null };
}

/** The action that it names, where that one is about this issue: a button never acts on another. */
function actionOf(db: WriteDb, { command: { action = '', issueId }, issue }: Request): ActionRow | null {
  const row = findRow(db, action);
  if (row === null) return null;
  const about = issuesAbout(db, [row.issueId]);
  return about.includes(issue.id) || about.includes(issueId) ? row : null;
}

/** Who acts, for the outbox. */
export function personOf({ actor, email, proof, device, hlc }: Marker): Person {
  return { actor, email, proof, device, hlc: hlc.next() };
}
