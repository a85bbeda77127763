import { DateTime } from 'luxon';
import type { Millis } from '#shared/lib/time.ts';
import { documentType } from '#shared/model/edi/document-types.ts';
import type { EdiDocument } from '#shared/model/edi/edi.ts';
import { documentFingerprint, exchangeFingerprint, exchangeKey } from '../evidence/fingerprint.ts';
import type { ParsedEvent } from '../evidence/parsed-event.ts';

/** Something that was sent and waits for its acknowledgement, whichever feed told of it. */
export type Waiting = {
  readonly fingerprint: string;
  /** Where a file told of it. */
  readonly document: EdiDocument | null;
  /** Where a network told of it: see `exchangeKey`. */
  readonly exchange: string | null;
  readonly type: string | null;
  readonly number: string | null;
  readonly sender: string | null;
  readonly receiver: string | null;
  /** As the feed spells it; the directory may know another. */
  readonly receiverName: string | null;
  readonly sentAt: Millis;
};

/** What waits because of this event; null where nothing does. `zone` is where dates without a zone belong. */
export function waitingFor(event: ParsedEvent, zone: string): Waiting | null {
  if (event.kind === 'document.received') {
    const { document } = event.payload;
    const fingerprint = documentFingerprint(document);
    if (fingerprint === null || documentType(document.type)?.acknowledgement === true) return null;
    return {
      fingerprint,
      document,
      exchange: null,
      type: document.type,
      number: document.number,
      sender: document.sender,
      receiver: document.receiver,
      receiverName: null,
      sentAt: preparedAt(document.preparedAt, zone, event.occurredAt),
    };
  }
  if (event.kind !== 'exchange.reported') return null;
  const { payload } = event;
  if (payload.acknowledgement !== 'awaited') return null;
  return {
    fingerprint: exchangeFingerprint(payload),
    document: null,
    exchange: exchangeKey(payload),
    type: payload.documentType,
    number: payload.documentNumber,
    sender: payload.senderAddress,
    receiver: payload.receiverAddress,
    receiverName: payload.receiverName,
    sentAt: payload.arrivedAt > 0 ? payload.arrivedAt : (payload.reports.delivery.at ?? event.occurredAt),
  };
}

/** The envelope's own time, where it makes sense: it can't be later than we saw the file. */
function preparedAt(text: string | null, zone: string, receivedAt: Millis): Millis {
  if (text === null) return receivedAt;
  const prepared = DateTime.fromISO(text, { zone });
  return prepared.isValid ? Math.min(prepared.toMillis(), receivedAt) : receivedAt;
}
