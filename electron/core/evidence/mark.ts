import { canonicalJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import { acknowledgementKey } from './acknowledgement-key.ts';
import { writtenTime } from './acknowledgement-time.ts';
import type { Evidence } from './evidence.ts';
import { issueIdOf } from './fingerprint.ts';

/**
 * What a trouble goes by in the keys of what is done about it: its time as its source tells it, or else what it says. The same
 * on every desk that hears of it, whatever else that desk has heard, and when. Letters and digits.
 */
export function markOf({ event, at }: Evidence): string {
  if (event.kind === 'exchange.reported') {
    const { realm, exchangeId, reports } = event.payload;
    // Where the source tells no time, that of the evidence is this desk's own.
    const isTold = (reports.delivery.at ?? 0) > 0 || (reports.acknowledgement?.at ?? 0) > 0;
    return isTold ? ofTime(at) : ofText(canonicalJson([realm, exchangeId, reports]));
  }
  if (event.kind === 'acknowledgement.received') {
    const written = writtenTime(event.payload.acknowledgement.preparedAt);
    return written === null ? ofText(acknowledgementKey(event)) : ofTime(written);
  }
  if (event.kind === 'acknowledgement.overdue') return ofTime(at);
  return ofText(event.kind === 'file.unreadable' ? event.payload.fileId : canonicalJson(event.payload));
}

function ofTime(at: Millis): string {
  return `t${Math.max(0, at).toString(36)}`;
}

function ofText(text: string): string {
  return `h${issueIdOf(text).slice(0, 10)}`;
}

/** The time in a mark; null where it holds none. */
export function timeOfMark(mark: string): Millis | null {
  const at = mark.startsWith('t') ? Number.parseInt(mark.slice(1), 36) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
