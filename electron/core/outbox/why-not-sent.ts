import { assertNever } from '#shared/lib/assert-never.ts';
import { sentence } from '#shared/lib/sentence.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Approval, NotSent } from '#shared/model/action/action.ts';
import { type ReasonNotSent, reasonsNotSent } from '#shared/model/action/reasons.ts';
import type { Acting } from '../ingest.ts';
import { whatEnds } from '../connections/pause.ts';
import { type NotApprover, requester, whyNotApprove } from './permits.ts';
import { awaitedWords, comes } from './requests/awaited-receipts.ts';
import type { ActionRow, After } from '../store/tables/actions.ts';
import type { Pause } from '../store/tables/connections.ts';

/** The connection it would be sent through, as it stands now. */
export type Way = { readonly connected: boolean; readonly pause: Pause | null };

/** Why this action was not sent, or not yet, as `reader` is told; null where it is being sent, or was. `awaited`: the one whose receipt it waits for. */
export function whyNotSent(row: ActionRow, way: Way, reader: Acting, awaited: ActionRow | null = null): NotSent | null {
  switch (row.state) {
    case 'sending':
    case 'accepted':
    case 'handed over':
    case 'delivered':
    case 'bounced':
    case 'deleted':
      return null;
    case 'awaiting approval':
      return because('awaiting approval', approvalWords(row, reader));
    case 'awaiting receipt':
      return awaits(row, awaited);
    case 'held':
      return stopped(row, way) ?? because('undo window', null, row.holdUntil);
    case 'queued':
      return stopped(row, way) ?? because('in line');
    case 'failed (temporary)':
      return stopped(row, way) ?? because('trying again', row.error?.message ?? null, row.nextAttemptAt);
    case 'failed':
    case 'refused':
      return because('refused', row.error?.message ?? null);
    case 'outcome unknown':
      return because('outcome unknown', row.error?.message ?? null);
    case 'opted out':
      return because('opted out', row.error?.message ?? null);
    case 'cancelled':
      return row.remark === null ? because('taken back') : because('not needed', row.remark);
    case 'expired':
      return because(endedBy(row.after?.ended ?? 'time over'), row.error?.message ?? null);
    default:
      return assertNever(row.state, 'state');
  }
}

/** What would stand between asking for something and its leaving. Told before it is asked for. */
export function heldBack(
  asked: Pick<ActionRow, 'connector' | 'connection'> & { readonly approval: Approval | null },
  way: Way,
  reader: Acting,
): readonly NotSent[] {
  const { approval } = asked;
  const words = approval === null ? null : approvalWords({ approval, ...requester(reader) }, reader);
  return [approval === null ? [] : because('awaiting approval', words), stopped(asked, way) ?? []].flat();
}

function approvalWords(row: Parameters<typeof whyNotApprove>[0], reader: Acting): string | null {
  const why = whyNotApprove(row, reader);
  return why === null ? null : notApproverWords[why];
}

const notApproverWords: Readonly<Record<NotApprover, string>> = {
  'asked for it': 'Someone other than the requester must approve it, at another desk.',
  'asker has no address':
    'Someone else must approve it, but the requester has no address on file to tell them apart. Cancel it, enter who you are in Settings or with gridline me, and ask again.',
  'has no address':
    'Someone other than the requester must approve it, but you have no address on file to tell you apart. Enter who you are in Settings or with gridline me, then approve it.',
};

function endedBy(ended: NonNullable<After['ended']>): ReasonNotSent {
  if (ended === 'time over') return 'expired';
  return ended === 'can’t come' ? 'receipt can’t come' : 'resolved meanwhile';
}

function awaits({ after }: ActionRow, awaited: ActionRow | null): NotSent {
  if (after === null) return because('awaiting receipt');
  // It came, and this is not who goes on by itself.
  if (comes(after, awaited) === 'has come') return because('another desk');
  return because('awaiting receipt', `It is waiting for ${awaitedWords(after, awaited)}.`, after.until);
}

/** What stands in the way of everything through its connection; null where nothing does. */
export function stopped(
  { connector, connection }: Pick<ActionRow, 'connector' | 'connection'>,
  { connected, pause }: Way,
): NotSent | null {
  if (!connected) {
    const command = `gridline connect ${connector}${connection === connector ? '' : ` --as ${connection}`}`;
    const words = `Its connection, ${connection}, is not connected. It will be sent once that is connected again (${command}), unless it is cancelled first.`;
    return because('not connected', words);
  }
  return pause === null ? null : because('paused', `${sentence(pause.reason)} ${whatEnds(pause)}`, pause.until);
}

function because(reason: ReasonNotSent, words: string | null = null, until: Millis | null = null): NotSent {
  return { reason, words: words ?? reasonsNotSent[reason], until };
}
