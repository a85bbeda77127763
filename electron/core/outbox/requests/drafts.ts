import type { Json } from '#shared/lib/json.ts';
import type { ActionEdits, ActionHandler, ActionSubject } from '../../connectors/action.ts';
import type { ActionManifest } from '../../connectors/manifest.ts';
import { type Subject, subjectOf } from './subject-set.ts';

/** An issue that an action may be asked for. */
export type Wanted = {
  readonly subject: ActionSubject;
  /** Which episode it is in, from 1. */
  readonly episode: number;
  readonly endedKeys: ReadonlySet<string>;
};

/**
 * What each effect is about: one issue, or, where the action makes one effect for all, those of one partner. Nothing that
 * leaves speaks of two partners.
 */
export function effectsFor<W extends Wanted>(
  wanted: readonly W[],
  { per }: Pick<ActionManifest, 'per'>,
): (readonly W[])[] {
  if (per !== 'subject') return wanted.map((one) => [one]);
  return [...Map.groupBy(wanted, ({ subject: { issue } }) => issue.partnerAddress ?? issue.partner).values()];
}

/** What one effect will write. Throws where it is about several issues and the action has no words for them. */
export function draftOf(effect: readonly Wanted[], handler: ActionHandler, edits: ActionEdits): Json {
  const subjects = effect.map(({ subject }) => subject);
  const [first] = subjects;
  if (first === undefined) throw new Error('An effect is about at least one issue.');
  if (subjects.length === 1) return handler.draft(first, edits);
  if (handler.draftTogether === undefined) throw new Error('This action has no words for several issues at once.');
  return handler.draftTogether(subjects, edits);
}

/** One effect, ready to be asked for. */
export function prepareEffect(
  effect: readonly Wanted[],
  handler: ActionHandler,
  edits: ActionEdits,
): Subject & { readonly endedKeys: ReadonlySet<string>; readonly draft: Json } {
  return {
    ...subjectOf(effect.map(({ subject, episode }) => ({ id: subject.issue.id, episode }))),
    endedKeys: new Set(effect.flatMap(({ endedKeys }) => [...endedKeys])),
    draft: draftOf(effect, handler, edits),
  };
}
