import type { Millis } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type {
  ActionRef,
  ActionRequested,
  ActionSettled,
  OptOutLifted,
  SubjectPinned,
} from '#shared/model/event/kinds/action.ts';
import type { Person } from '../ingest.ts';
import type { ActionRow } from '../store/tables/actions.ts';

function ref(row: ActionRow): ActionRef {
  return {
    actionId: row.id,
    issueId: row.issueId,
    connector: row.connector,
    connection: row.connection,
    action: row.action,
  };
}

/** With the first action about several issues: which they are. */
export function pinnedEvent(set: SubjectPinned, person: Person, at: Millis): NewEvent {
  return {
    source: 'person',
    sourceId: `set:${set.subject}`,
    kind: 'subject.pinned',
    occurredAt: at,
    payload: set,
    ...person,
  };
}

export function requestedEvent(row: ActionRow, person: Person, at: Millis): NewEvent {
  const payload: ActionRequested = {
    ...ref(row),
    capability: row.capability,
    countsAs: row.countsAs,
    did: row.did,
    noun: row.noun,
    idempotencyKey: row.idempotencyKey,
    episode: row.episode,
    ...(row.to === null ? {} : { to: row.to.name, toAddress: row.to.address ?? row.to.name }),
    ...(row.purpose === '' ? {} : { purpose: row.purpose }),
    ...(row.after === null
      ? {}
      : {
          after: {
            key: row.after.action,
            receipts: row.after.receipts,
            ...(row.after.until === null ? {} : { until: row.after.until }),
          },
        }),
    ...(row.approval === null ? {} : { approval: true as const }),
  };
  return {
    source: 'person',
    sourceId: `${row.id}:requested:${row.requests}`,
    kind: 'action.requested',
    occurredAt: at,
    payload,
    ...person,
  };
}

export function approvedEvent(row: ActionRow, person: Person, at: Millis): NewEvent {
  return {
    source: 'person',
    sourceId: `${row.id}:approved:${row.requests}`,
    kind: 'action.approved',
    occurredAt: at,
    payload: ref(row),
    ...person,
  };
}

export function cancelledEvent(row: ActionRow, person: Person, at: Millis): NewEvent {
  return {
    source: 'person',
    sourceId: `${row.id}:cancelled:${row.requests}`,
    kind: 'action.cancelled',
    occurredAt: at,
    payload: ref(row),
    ...person,
  };
}

function settledPayload(row: ActionRow): ActionSettled {
  return {
    ...ref(row),
    state: row.state,
    reference: row.reference,
    url: row.url,
    remoteId: row.remoteId,
    attempts: row.attempts,
    error: row.error,
    ...(row.remark === null ? {} : { remark: row.remark }),
  };
}

/** The outbox is done with it; with a person, because they said what happened. */
export function settledEvent(row: ActionRow, at: Millis, person: Person | null = null): NewEvent {
  return {
    source: person === null ? 'outbox' : 'person',
    sourceId: `${row.id}:settled:${row.requests}:${row.attempts}`,
    kind: 'action.settled',
    occurredAt: at,
    payload: settledPayload(row),
    ...person,
  };
}

/** A person said that somebody may be written to again. */
export function liftedEvent(payload: OptOutLifted, person: Person, at: Millis): NewEvent {
  const sourceId = `opt-out:${payload.capability}:${payload.recipient}:${person.hlc ?? at}`;
  return { source: 'person', sourceId, kind: 'opt-out.lifted', occurredAt: at, payload, ...person };
}
