import { actionStates, type ActionState } from '#shared/model/action/action.ts';
import { defineParams, freeText, oneOf } from '#renderer/app/search-params.ts';

type Shown = ActionState | 'all';

/** What of the outbox stands in its address: `?state=failed&action=ID`; no action = none is open. */
export const outboxParams = defineParams<{ readonly state: Shown; readonly action: string }>({
  state: oneOf<Shown>('state', ['all', ...actionStates], 'all'),
  action: freeText('action', 200),
});
