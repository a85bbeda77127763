import { erasedWords } from '#shared/model/event/personal.ts';
import type { ActionRow } from '../store/tables/actions.ts';

/** Whom it was for was erased, and what it said with them: nothing of it may leave any more. */
export function isForErased({ to }: Pick<ActionRow, 'to'>): boolean {
  return to?.name === erasedWords && to.address === null;
}

/** How such a one ends where it would have been sent, or sent again. */
export function endOfErased(row: ActionRow): ActionRow {
  return {
    ...row,
    state: row.doubtful ? 'outcome unknown' : 'cancelled',
    holdUntil: null,
    nextAttemptAt: null,
    remark: 'The person it was for has been erased.',
  };
}
