import { canonicalJson } from '#shared/lib/json.ts';
import type { TransactionSeen } from '#shared/model/payloads.ts';
import { answerKey } from './answer-key.ts';
import { laterBy } from './answer-time.ts';
import type { Evidence } from './evidence.ts';
import type { Part } from './history.ts';
import { transactionVerdict, type Verdict } from './problem.ts';

/** Files come in any order: what was written before the answer that we have already says nothing new. */
export function isOvertaken(known: Part | undefined, { event }: Evidence, verdict: Verdict): boolean {
  const before = known?.evidence.event;
  if (before?.kind !== 'acknowledgement.received' || event.kind !== 'acknowledgement.received') return false;
  const later = laterBy(before.payload.acknowledgement, event.payload.acknowledgement);
  if (later === null || known?.waiting === true) return false;
  if (later > 0) return true;
  // Of two written in one minute the worse one counts.
  return later === 0 && verdict === 'clear' && known?.problem !== null;
}

/** The same answer, brought by another file. */
export function isSameAnswer(known: Part | undefined, { event }: Evidence): boolean {
  const before = known?.evidence.event;
  if (before?.kind !== 'acknowledgement.received' || event.kind !== 'acknowledgement.received') return false;
  return event.payload.acknowledgement.preparedAt !== null && answerKey(before) === answerKey(event);
}

/** Another acknowledgement is another refusal; a Trading Grid entry polled again is the same one unless it says something else. */
export function differs(known: Part, { event }: Evidence): boolean {
  if (event.kind !== 'transaction.seen' || known.evidence.event.kind !== 'transaction.seen') return true;
  const before = known.evidence.event.payload;
  const now = event.payload;
  const previous = transactionVerdict(before);
  const next = transactionVerdict(now);
  return (
    (typeof previous === 'object' && typeof next === 'object' && previous.problem !== next.problem) ||
    before.errorCode !== now.errorCode ||
    before.message !== now.message ||
    failedAgain(before, now)
  );
}

/** In the same way, at a later time. Where more than times moved, the entry was updated for something else. */
function failedAgain(before: TransactionSeen, now: TransactionSeen): boolean {
  return now.statusAt > before.statusAt && withoutTimes(now) === withoutTimes(before);
}

function withoutTimes(seen: TransactionSeen): string {
  const { statusAt: _statusAt, extra, ...rest } = seen;
  const others = Object.entries(extra).filter(([name]) => !/time|date/i.test(name));
  return canonicalJson({ ...rest, extra: Object.fromEntries(others) });
}
