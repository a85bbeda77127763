import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ActionPreview } from '#shared/contract/actions.ts';
import { queries, type Question } from '#renderer/data/queries.ts';
import { fieldProblemsOf, type FieldProblem } from '#renderer/data/field-problems.ts';
import { type Draft, openIds, overridesOf, recipientsOf } from './draft.ts';

type Asked = {
  readonly ids: readonly string[];
  readonly whole: boolean;
  readonly action: string;
  readonly draft: Draft;
};

type Previews = {
  /** As it is made without changed words; undefined until the core has said. */
  readonly preview: ActionPreview | undefined;
  /** Whether that is what would be sent now. */
  readonly ready: boolean;
  /** Undefined where it could be made. */
  readonly error: unknown;
  /** What the core says against what was changed. */
  readonly problems: readonly FieldProblem[];
  /** With all that was changed: one of them, from 0. */
  readonly nth: (at: number) => Question<ActionPreview>;
  readonly again: () => void;
};

/** Until somebody has stopped typing, in milliseconds. */
const pause = 250;

const isChanged = ({ note, fields }: Draft) => note !== '' || Object.keys(fields).length > 0;

/**
 * What would be sent, as the core says, and what it says against changes as they are made. The same question is one call,
 * whoever asks it: what is unchanged has been asked for already.
 */
export function usePreviews({ ids, whole: incidents, action, draft }: Asked): Previews {
  const unchanged = (to: Draft) => ({
    issueIds: ids,
    whole: incidents,
    action,
    to: recipientsOf(to),
    purpose: to.purpose,
  });
  const whole = useQuery({ ...queries.preview(unchanged(draft), ids), placeholderData: keepPreviousData });
  const ready = whole.isSuccess && !whole.isPlaceholderData;
  const preview = ready ? whole.data : undefined;

  const [typed] = useDebouncedValue(draft, pause);
  const nth = (at: number): Question<ActionPreview> => {
    if (preview === undefined || !isChanged(typed)) return queries.preview({ ...unchanged(typed), at }, ids);
    const left = openIds(ids, preview);
    const overrides = { ...overridesOf(typed, preview, ids) };
    const issueIds = incidents || left.length === 0 ? ids : left;
    return queries.preview({ ...unchanged(typed), issueIds, note: typed.note, overrides, at }, ids);
  };
  const changed = useQuery({ ...nth(0), enabled: preview !== undefined && isChanged(typed) });
  return {
    preview: whole.data,
    ready,
    error: whole.error ?? undefined,
    problems: fieldProblemsOf(changed.error),
    nth,
    again: () => void whole.refetch(),
  };
}
