import { parseHlc } from '#shared/lib/hlc.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { EvidenceKind } from '#shared/model/event/kinds.ts';
import { type Evidence, pinOfSet, pinPrefix } from './evidence.ts';
import {
  acknowledgementFingerprint,
  documentFingerprints,
  exchangeFingerprint,
  exchangeKey,
  fileFingerprint,
  issueIdOf,
  issueIdOfKey,
} from './fingerprint.ts';
import { byKind, type EventOf, isEvidence, type ParsedEvent, type PerKind } from './parsed-event.ts';

/** Under which issue, and what in it an event is about. The time is the event's own, where none is given. */
type Place = { readonly issueId: string; readonly key: string; readonly at?: Millis };

/** Where an event of each kind is filed. Pure: looks at nothing but the event. */
const filing: PerKind<EvidenceKind, [], readonly Place[]> = {
  'exchange.reported': ({ payload }) => {
    const { delivery, acknowledgement } = payload.reports;
    const latest = Math.max(delivery.at ?? 0, acknowledgement?.at ?? 0);
    const place = under(exchangeFingerprint(payload), exchangeKey(payload));
    return [latest > 0 ? { ...place, at: latest } : place];
  },
  'document.received': ({ payload }) =>
    documentFingerprints(payload.document).map((fingerprint) => under(fingerprint, 'document')),
  'acknowledgement.received': ({ payload }) => [
    under(acknowledgementFingerprint(payload.acknowledgement, payload), `ack:${payload.acknowledgement.type}`),
  ],
  'file.unreadable': ({ payload: { fileId, replaces } }) =>
    [fileId, replaces].flatMap((id) => (id === undefined ? [] : under(fileFingerprint(id), 'file'))),
  'file.received': ({ payload: { replaces } }) =>
    replaces === undefined ? [] : [under(fileFingerprint(replaces), 'file')],
  'acknowledgement.overdue': ({ payload }) => [under(payload.fingerprint, 'overdue')],
  'issue.marked': (event) => [
    { issueId: event.payload.issueId, key: `mark:${event.payload.field}`, at: markedAt(event) },
  ],
  'issue.commented': ({ payload: { issueId } }) => [{ issueId, key: 'comment' }],
  'command.received': ({ payload: { issueId } }) => [{ issueId, key: 'command' }],
  'command.settled': ({ payload: { issueId } }) => [{ issueId, key: 'command' }],
  'subject.pinned': ({ payload: { subject, issues } }) => [
    { issueId: subject, key: pinOfSet },
    ...issues.map(({ id }) => ({ issueId: id, key: `${pinPrefix}${subject}` })),
  ],
  'action.requested': ofAction,
  'action.approved': ofAction,
  'action.cancelled': ofAction,
  'action.settled': ofAction,
  'receipt.received': ({ payload: { key, id } }) => {
    const issueId = issueIdOfKey(key);
    return issueId === null ? [] : [{ issueId, key: `receipt:${id}` }];
  },
};

/** Which issues an event says something about. */
export function evidenceOf(event: ParsedEvent): readonly Evidence[] {
  if (!isEvidence(event)) return [];
  return byKind(filing, event).map(({ issueId, key, at = event.occurredAt }) => ({ issueId, key, at, event }));
}

function under(fingerprint: string, key: string): Place {
  return { issueId: issueIdOf(fingerprint), key };
}

function ofAction({ payload }: { readonly payload: { readonly issueId: string; readonly actionId: string } }): Place[] {
  return [{ issueId: payload.issueId, key: `action:${payload.actionId}` }];
}

/** The hybrid clock's time: it never runs behind what the person had seen. */
function markedAt({ hlc, occurredAt }: EventOf<'issue.marked'>): Millis {
  return (hlc === null ? null : parseHlc(hlc))?.at ?? occurredAt;
}
