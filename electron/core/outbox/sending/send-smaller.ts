import type { Attempt } from './perform.ts';
import type { ActionRow } from '../../store/tables/actions.ts';

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
