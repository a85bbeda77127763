import type { ActionPreview } from '#shared/contract/actions.ts';
import { rpc } from '#renderer/data/rpc.ts';
import { fieldProblemsOf, type FieldProblem } from '#renderer/data/field-problems.ts';
import { type Draft, openIds, overridesOf, recipientsOf } from './draft.ts';
import { useAnswer } from './use-answer.ts';

type Asked = {
  readonly ids: readonly string[];
  readonly action: string;
  readonly draft: Draft;
  readonly round: number;
};

type Previews = {
  /** As it is made without changed words; undefined until the core has said. */
  readonly preview: ActionPreview | undefined;
  /** Whether that is what would be sent now. */
  readonly ready: boolean;
  readonly error: unknown;
  /** What the core says against what was changed. */
  readonly problems: readonly FieldProblem[];
  /** With all that was changed: one of them, from 0. */
  readonly ask: (at: number, signal: AbortSignal) => Promise<ActionPreview>;
  /** Changes with whatever `ask` goes by. */
  readonly about: string;
};

/** What would be sent, as the core says, and what it says against changes as they are made. */
export function usePreviews({ ids, action, draft, round }: Asked): Previews {
  const { purpose, note, fields } = draft;
  const to = recipientsOf(draft);
  const whom = JSON.stringify([action, to, purpose, round]);
  const whole = useAnswer(whom, (signal) =>
    rpc.actions.preview({ issueIds: [...ids], action, to, purpose }, { signal }),
  );
  const preview = whole.fresh && whole.error === undefined ? whole.data : undefined;
  const ask = (at: number, signal: AbortSignal) => {
    const shown = preview === undefined ? {} : overridesOf(draft, preview, ids);
    const left = preview === undefined ? ids : openIds(ids, preview);
    const issueIds = left.length === 0 ? [...ids] : [...left];
    return rpc.actions.preview({ issueIds, action, to, purpose, note, overrides: { ...shown }, at }, { signal });
  };
  const about = JSON.stringify([whom, fields, note]);
  const isChanged = preview !== undefined && (note !== '' || Object.keys(fields).length > 0);
  const changed = useAnswer(isChanged ? about : null, (signal) => ask(0, signal), { afterTyping: true });
  return {
    preview: whole.error === undefined ? whole.data : undefined,
    ready: preview !== undefined,
    error: whole.error,
    problems: fieldProblemsOf(changed.error),
    ask,
    about,
  };
}
