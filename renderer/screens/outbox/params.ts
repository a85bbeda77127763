import { actionStates, type ActionState } from '#shared/model/action/action.ts';
import { defineParams, oneOf } from '#renderer/app/search-params.ts';

type Shown = ActionState | 'all';

/** What of the outbox stands in its address: `?state=failed`. */
export const outboxParams = defineParams<{ readonly state: Shown }>({
  state: oneOf<Shown>('state', ['all', ...actionStates], 'all'),
});
