import { hour, type Millis, minute } from '#shared/lib/time.ts';
import type { Attempt } from './perform.ts';
import type { ActionRow } from '../../store/tables/actions.ts';

/** How many go in one call: what the connector says, or less where that turned out to be too much. */
type BatchSize = {
  size(now: Millis): number;
  /** `size` is what was tried next after too many at once. */
  learn(size: number, now: Millis): void;
  /** A call of `size` got no clear answer. Several in a row may be the size: then fewer go at once. */
  failed(size: number): void;
  /** A call was answered: where fewer were tried for want of an answer, more are again. */
  answered(): void;
};

/** What an outside system could not take, it may take later: after this the full size is tried again. */
const remembered: Millis = hour;
/** Unclear answers in a row before the size is suspected: the first ones are the network's, as a rule. */
const suspicious = 3;

export function createBatchSize(full: number): BatchSize {
  let learnt: { readonly size: number; readonly at: Millis } | null = null;
  let suspected: number | null = null;
  let failures = 0;
  const known = (now: Millis) =>
    learnt !== null && Math.abs(now - learnt.at) < remembered ? Math.min(full, learnt.size) : full;
  return {
    size: (now) => Math.min(known(now), suspected ?? full),
    learn(size, now) {
      learnt = { size: Math.min(size, learnt?.size ?? full), at: now };
    },
    failed(size) {
      failures++;
      if (failures >= suspicious || suspected !== null) suspected = Math.max(1, Math.ceil(size / 2));
    },
    answered() {
      failures = 0;
      if (suspected !== null) suspected = suspected * 2 >= full ? null : suspected * 2;
    },
  };
}

/** How many calls may still be made. */
type CallAllowance = {
  /** From when on the next call is allowed: `now` or later. */
  freeAt(now: Millis): Millis;
  take(now: Millis): void;
};

/** At most `perMinute` calls in any 60 seconds, not only on average: that is how vendors count. */
export function createCallAllowance(perMinute: number): CallAllowance {
  const taken: Millis[] = [];
  return {
    freeAt(now) {
      while (taken[0] !== undefined && taken[0] <= now - minute) taken.shift();
      // The clock was put back: what seems to lie ahead says nothing.
      while ((taken.at(-1) ?? now) > now) taken.pop();
      const oldest = taken[taken.length - perMinute];
      return oldest === undefined ? now : oldest + minute;
    },
    take(now) {
      taken.push(now);
    },
  };
}

/**
 * Sends what was too much at once (of `size` in one call) in halves, these in halves again, down to one. Where a trouble
 * that passes by itself meets every half alike, halving does not help: then all of it waits for its next time.
 */
export async function sendSmaller(
  size: number,
  tooMuch: readonly Attempt[],
  send: (rows: readonly ActionRow[]) => Promise<readonly Attempt[]>,
  outbox: {
    readonly write: (attempts: readonly Attempt[]) => Promise<void>;
    readonly learn: (size: number) => void;
  },
): Promise<void> {
  if (tooMuch.length === 0) return;
  const half = Math.max(1, Math.ceil(size / 2));
  const passes = tooMuch.every(({ result }) => result.result === 'too much' && result.passes);
  const parts: { readonly sent: readonly ActionRow[]; readonly left: readonly Attempt[] }[] = [];
  for (let at = 0; at < tooMuch.length; at += half) {
    const sent = tooMuch.slice(at, at + half).map(({ row }) => row);
    parts.push({ sent, left: await send(sent) });
  }
  if (passes && parts.length > 1 && parts.every(({ sent, left }) => left.length === sent.length)) {
    for (const { left } of parts) await outbox.write(left);
    return;
  }
  if (tooMuch.some(({ result }) => result.result === 'too much')) outbox.learn(half);
  for (const { sent, left } of parts) await sendSmaller(sent.length, left, send, outbox);
}
