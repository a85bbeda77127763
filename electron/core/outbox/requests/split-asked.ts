import type { AskedRecipient } from '#shared/contract/actions.ts';
import { type LeftOut } from '#shared/model/action/action.ts';
import { reasonsNotSent } from '#shared/model/action/reasons.ts';
import type { ReadDb } from '../../store/db.ts';
import type { ActionRow } from '../../store/tables/actions.ts';
import { hasOptedOut, standingAbout } from '../../store/tables/asked-actions.ts';
import { type Effect, identify, type Plan, planEffects, type Wanted } from './drafts.ts';
import type { FoundAction } from './find-action.ts';
import { currentKey } from './request.ts';

export type Split = Omit<Plan, 'effects'> & {
  /** What is still to be sent. */
  readonly left: readonly Effect[];
  /** What was asked for before, here (with its action) or at another desk (null), by issue. */
  readonly asked: readonly { readonly issueId: string; readonly action: ActionRow | null }[];
};

type Wish = { readonly purpose: string; readonly to?: readonly AskedRecipient[] };

/** What is left of a wish once all that was asked for already is taken out. A preview shows it, and a request sends it. */
export function splitAsked(
  db: ReadDb,
  { step, manifest }: Pick<FoundAction, 'step' | 'manifest'>,
  wanted: readonly Wanted[],
  { purpose, to = [] }: Wish,
): Split {
  const { groups, effects, leftOut } = planEffects(db, wanted, manifest, to);
  const left: Effect[] = [];
  const asked: Split['asked'][number][] = [];
  const refused: LeftOut[] = [];
  for (const effect of effects) {
    const open: Wanted[] = [];
    for (const one of effect.about) {
      const single = { ...effect, about: [one] };
      const { recipient } = identify(db, single);
      const { stands, known } = currentKey(db, { ...identify(db, single), step, purpose });
      const inSet = stands ? null : standingAbout(db, one.sets, { step, purpose, recipient });
      if (stands || inSet !== null) asked.push({ issueId: one.subject.issue.id, action: known ?? inSet });
      else open.push(one);
    }
    if (open.length === 0) continue;
    const rest = { ...effect, about: open };
    const unwilling = optedOut(db, rest, manifest);
    if (unwilling === null) left.push(rest);
    else refused.push(unwilling);
  }
  return { groups, left, asked, leftOut: [...leftOut, ...refused] };
}

/** Who wants no more messages of a kind gets none, whatever it is about. */
function optedOut(db: ReadDb, effect: Effect, { capability }: FoundAction['manifest']): LeftOut | null {
  if (effect.to === null || !hasOptedOut(db, capability, identify(db, effect).recipient)) return null;
  const { name } = effect.to.recipient;
  const issueIds = effect.about.map(({ subject }) => subject.issue.id);
  return { issueIds, to: name, reason: 'opted out', words: `${name}: ${reasonsNotSent['opted out']}` };
}
