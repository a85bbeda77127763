import type { SubjectPinned } from '#shared/model/event/kinds/action.ts';
import { issueIdOf } from '../../evidence/fingerprint.ts';

/** One issue, in the occurrence it is in now, from 1. */
type Pinned = SubjectPinned['issues'][number];

/** What an action is about: one issue, or a set of them under an id of its own. */
export type Subject = {
  readonly issueId: string;
  readonly episode: number;
  readonly mark: string;
  /** The set, to be pinned in the journal with the first action about it; null for one issue. */
  readonly set: SubjectPinned | null;
};

/**
 * A set is known by its issues and the troubles they were in: the same selection taken twice is the same set, on every
 * desk. Throws where there is no issue.
 */
export function subjectOf(issues: readonly Pinned[]): Subject {
  const [first, ...more] = issues;
  if (first === undefined) throw new Error('An action is about at least one issue.');
  if (more.length === 0) return { issueId: first.id, episode: first.episode, mark: first.mark, set: null };
  const inOrder = issues.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const subject = issueIdOf(`set:${inOrder.map(({ id, mark }) => `${id}@${mark}`).join('|')}`);
  return { issueId: subject, episode: 1, mark: 'set', set: { subject, issues: inOrder } };
}
