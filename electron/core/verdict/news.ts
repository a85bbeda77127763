import { canonicalJson } from '#shared/lib/json.ts';
import type { Millis } from '#shared/lib/time.ts';
import { codeOf, type ExchangeReported, wordsOf } from '#shared/model/feed/exchange.ts';
import type { Verdict } from '#shared/model/feed/report.ts';
import { acknowledgementKey } from '../evidence/acknowledgement-key.ts';
import { laterBy } from '../evidence/acknowledgement-time.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Part } from './history.ts';
import type { EventOf } from '../evidence/parsed-event.ts';
import { acknowledgementVerdict, exchangeVerdict } from '../evidence/problem.ts';

/** Files come in any order: what was written before the acknowledgement that we have already says nothing new. */
export function isOvertaken(known: Part | undefined, { event, at }: Evidence, { verdict }: Verdict): boolean {
  const before = known?.evidence.event;
  if (before?.kind !== 'acknowledgement.received' || event.kind !== 'acknowledgement.received') return false;
  if (known?.waiting === true) return false;
  if (isSameAcknowledgement(known, { event })) {
    // What it said is over: to read it again is no second trouble.
    if (known?.problem === null && acknowledgementVerdict(before.payload.acknowledgement).verdict === 'problem')
      return true;
    // One envelope with two contents: which of them was read first must not matter. Read at one moment they stand side by side.
    if (known?.problem !== null && verdict !== 'clear' && known?.evidence.at !== at)
      return contentOf(before) > contentOf(event);
  }
  const later = laterBy(before.payload.acknowledgement, event.payload.acknowledgement);
  if (later === null) return false;
  if (later > 0) return true;
  // Of two written in one minute the worse one counts.
  return later === 0 && verdict === 'clear' && known?.problem !== null;
}

function contentOf({ payload: { acknowledgement } }: EventOf<'acknowledgement.received'>): string {
  const { status, statusCode, errors, text } = acknowledgement;
  return canonicalJson({ status, statusCode, errors: [...errors], text });
}

/** The same acknowledgement, brought by another file. */
export function isSameAcknowledgement(known: Part | undefined, { event }: Pick<Evidence, 'event'>): boolean {
  const before = known?.evidence.event;
  if (before?.kind !== 'acknowledgement.received' || event.kind !== 'acknowledgement.received') return false;
  const { type, preparedAt } = event.payload.acknowledgement;
  if (acknowledgementKey(before) !== acknowledgementKey(event)) return false;
  // A receipt need not say when it was written: then it is the same where it says the same of the same message.
  return preparedAt !== null || (type === 'MDN' && contentOf(before) === contentOf(event));
}

/** Another acknowledgement is another refusal; what a network reports again is the same unless it says something else. */
export function differs(known: Part, { event }: Evidence): boolean {
  if (event.kind !== 'exchange.reported' || known.evidence.event.kind !== 'exchange.reported') return true;
  const before = known.evidence.event.payload;
  const now = event.payload;
  const previous = exchangeVerdict(before);
  const next = exchangeVerdict(now);
  return (
    (previous.verdict === 'problem' && next.verdict === 'problem' && previous.kind !== next.kind) ||
    codeOf(before) !== codeOf(now) ||
    wordsOf(before) !== wordsOf(now) ||
    failedAgain(before, now)
  );
}

/** In the same way, at a later time. Where more than times moved, the report came again for something else. */
function failedAgain(before: ExchangeReported, now: ExchangeReported): boolean {
  return deliveredAt(now) > deliveredAt(before) && withoutTimes(now) === withoutTimes(before);
}

function deliveredAt({ reports }: ExchangeReported): Millis {
  return reports.delivery.at ?? 0;
}

function withoutTimes({ reports, extra, ...rest }: ExchangeReported): string {
  const { at: _at, ...delivery } = reports.delivery;
  const others = Object.entries(extra).filter(([name]) => !/time|date/i.test(name));
  return canonicalJson({ ...rest, reports: { ...reports, delivery }, extra: Object.fromEntries(others) });
}
