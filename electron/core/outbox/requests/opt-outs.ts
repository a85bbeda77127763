import type { Capability } from '#shared/model/action/capability.ts';
import { issueIdOfKey, markOfKey } from '../../evidence/fingerprint.ts';
import type { ReadDb, WriteDb } from '../../store/db.ts';
import { liftOptOuts, type OptOut, standingOptOuts } from '../../store/tables/opt-outs.ts';
import { liftedEvent } from '../events.ts';
import { type EffectIdentity, idempotencyKey } from './idempotency-key.ts';
import type { ActionContext } from './request.ts';

/** Nobody says more often of one effect that they want no more. */
const rounds = [0, 1, 2];

/** What somebody may have opted out of: everything of one capability, known by what was sent through these steps. */
export type Unwanted = Pick<EffectIdentity, 'recipient'> & {
  readonly capability: Capability;
  readonly steps: readonly string[];
};

/**
 * What a recipient has said of it and nobody has lifted. Of what another desk had asked for only the key is known: it is
 * theirs where it is the key that this recipient's would have.
 */
function optOutsOf(db: ReadDb, { capability, recipient, steps }: Unwanted): readonly OptOut[] {
  return standingOptOuts(db, capability, recipient).filter(
    (one) => one.recipient === recipient || steps.some((step) => isOf(one.key, { step, recipient })),
  );
}

function isOf(key: string, effect: Pick<EffectIdentity, 'step' | 'recipient'>): boolean {
  const issueId = issueIdOfKey(key);
  if (issueId === null) return false;
  const about = { ...effect, issueId, mark: markOfKey(key), purpose: '' };
  return rounds.some((round) => idempotencyKey({ ...about, round }) === key);
}

/** Whether somebody may be sent this: they have not said stop, or that was lifted. */
export function isWilling(db: ReadDb, unwanted: Unwanted): boolean {
  return optOutsOf(db, unwanted).length === 0;
}

/**
 * A person's word that somebody may be sent this again; it stands in the journal with who said so. Gives how many opt-outs it
 * lifted: 0 where there was none, and nothing is written then.
 */
export function liftOptOut(
  db: WriteDb,
  unwanted: Unwanted,
  to: { readonly name: string; readonly address: string },
  { ingest, person, now }: ActionContext,
): number {
  const lifted = optOutsOf(db, unwanted);
  if (lifted.length === 0) return 0;
  liftOptOuts(
    db,
    lifted.map(({ key }) => key),
    now,
  );
  const { capability, recipient } = unwanted;
  ingest(db, [liftedEvent({ capability, recipient, to: to.name, toAddress: to.address }, person, now)]);
  return lifted.length;
}
