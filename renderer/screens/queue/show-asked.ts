import type { Action, ActionChip } from '#shared/model/action/action.ts';
import { hearAsked } from '#renderer/app/asked.ts';
import { deselect } from './cursor.ts';
import { nextRequest, refreshQueue } from './load.ts';
import { addPatch, dropPatches } from './patch.ts';
import { useQueue } from './store.ts';

const chipOf = ({ id, connector, connection, action, noun, state, reference, url }: Action): ActionChip => ({
  id,
  connector,
  connection,
  action,
  noun,
  state,
  reference,
  url,
});

function show(actions: readonly Action[]): void {
  const byIssue = Map.groupBy(
    actions.flatMap((action) => action.issueIds.map((issueId) => ({ issueId, chip: chipOf(action) }))),
    ({ issueId }) => issueId,
  );
  useQueue.setState(({ patches }) => {
    let next = patches;
    for (const [id, all] of byIssue) {
      next = addPatch(next, [id], { chips: all.map(({ chip }) => chip), settledAt: nextRequest() - 1 });
    }
    return { patches: next };
  });
  refreshQueue();
}

// Shows in its rows at once what was asked for, wherever that was. For as long as the page lives: what was begun here has its
// answer when another screen may be in sight.
hearAsked({
  begun: (ids, chip) => {
    deselect(ids);
    useQueue.setState(({ patches }) => ({ patches: addPatch(patches, ids, { chips: [chip], settledAt: null }) }));
  },
  changed: show,
  failed: (ids) => useQueue.setState(({ patches }) => ({ patches: dropPatches(patches, ids) })),
});
