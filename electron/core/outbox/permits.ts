import { type Millis, second } from '#shared/lib/time.ts';
import { type ActionPermits, stateRules } from '#shared/model/action/action-state.ts';
import { plainName } from '#shared/model/event/personal.ts';
import type { Acting } from '../ingest.ts';
import type { ReadDb } from '../store/db.ts';
import type { ActionRow } from '../store/tables/actions.ts';
import { readPart } from '../store/tables/records.ts';
import { isForErased } from './erased-recipient.ts';

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
export type NotApprover = 'asked for it' | 'asker has no address' | 'has no address';

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

/** How long a person can take something back. */
export function readUndoMs(db: ReadDb): Millis {
  return Math.round(readPart(db, 'undoSeconds') * second);
}
