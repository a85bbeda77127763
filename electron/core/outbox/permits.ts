import { assertNever } from '#shared/lib/assert-never.ts';
import { sentence } from '#shared/lib/sentence.ts';
import type { Millis } from '#shared/lib/time.ts';
import type { Approval, NotSent } from '#shared/model/action/action.ts';
import { type ActionPermits, stateRules } from '#shared/model/action/action-state.ts';
import { type ReasonNotSent, reasonsNotSent } from '#shared/model/action/reasons.ts';
import { plainName } from '#shared/model/event/personal.ts';
import { whatEnds } from '../connections/pause.ts';
import type { Acting } from '../ingest.ts';
import type { ActionRow, After } from '../store/tables/actions.ts';
import type { Pause } from '../store/tables/connections.ts';
import { isForErased } from './erased-recipient.ts';
import { awaitedWords, comes } from './requests/awaited-receipts.ts';

type Requester = Pick<ActionRow, 'requestedBy' | 'requestedEmail' | 'requestedOn'>;
type Asked = Pick<ActionRow, 'state' | 'doubtful' | 'error' | 'approval' | 'to'> & Requester;

/** What this person may do with this action: what its state permits, and what is known of earlier attempts. */
export function permits(asked: Asked, person: Acting): ActionPermits {
  const { state, doubtful, error, approval } = asked;
  const { cancel, retry, settle, approve, waits } = stateRules[state];
  // It comes from a backup and may have left since, but not from here: a person may say so, or give it up.
  const inDoubtByBackup = doubtful && cancel && !waits;
  return {
    // An attempt whose answer was lost may have taken effect: calling that cancelled would be a guess.
    cancel: cancel && (!doubtful || inDoubtByBackup),
    // What came back because its connection stopped is in the queue with the reason: trying now wakes the connection.
    retry: (retry || (state === 'queued' && error !== null)) && !isForErased(asked),
    settle: settle || inDoubtByBackup,
    // Four eyes: where another person is needed, nobody lets go out what they asked for themselves.
    approve: approve && approval !== null && whyNotApprove(asked, person) === null,
  };
}

/** Who asks, as an action keeps it. */
export function requester(person: Acting): Requester {
  return { requestedBy: person.actor, requestedEmail: person.email, requestedOn: deskOf(person) };
}

/** Why somebody may not let an action go out that waits for approval. */
type NotApprover = 'asked for it' | 'asker has no address' | 'has no address';

/**
 * Null where they may. Whoever sits at one desk is one person, whatever they call themselves: a name and an address are changed
 * there at will. Others are told apart by address alone, since one person may go by two names; where that can't be told, nobody may.
 */
export function whyNotApprove(asked: Pick<Asked, 'approval'> & Requester, person: Acting): NotApprover | null {
  const { approval, requestedEmail, requestedOn } = asked;
  if (approval !== 'another person') return null;
  if (requestedEmail === null) return 'asker has no address';
  if (requestedOn !== null && requestedOn === deskOf(person)) return 'asked for it';
  if (person.email === null) return 'has no address';
  return plainName(requestedEmail) === plainName(person.email) ? 'asked for it' : null;
}

/** Null for who acts from outside: the desk that acts for them is not theirs. */
function deskOf({ proof, device }: Acting): string | null {
  return proof === 'this machine’s user' ? device : null;
}

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
