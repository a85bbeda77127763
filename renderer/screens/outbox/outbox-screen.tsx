import { IconSend } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type MouseEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Action, ActionState } from '#shared/model/action/action.ts';
import { ColumnsButton } from '#renderer/app/columns-button.tsx';
import { announce } from '#renderer/kit/announce.tsx';
import { setParams, useRoute } from '#renderer/app/router.ts';
import { queries } from '#renderer/data/queries.ts';
import { Boundary } from '#renderer/kit/boundary.tsx';
import { counted } from '#renderer/kit/count-words.ts';
import { List, type Seen } from '#renderer/kit/list/list.tsx';
import type { Choosing } from '#renderer/kit/list/list-row.tsx';
import { Empty, Failed } from '#renderer/kit/notice.tsx';
import { Screen } from '#renderer/kit/screen.tsx';
import { SplitPane } from '#renderer/kit/split-pane.tsx';
import { sentAway } from './act.ts';
import { followAddress } from './address.ts';
import { ActionPane } from './action-pane.tsx';
import { actionColumns } from './columns.tsx';
import styles from './outbox.module.css';
import { outboxParams } from './params.ts';
import { SelectionBar } from './selection-bar.tsx';
import { firstSlice, sliceFor } from './slice.ts';
import { States } from './states.tsx';
import { cursorAt, cursorTo, rowAt, selectTo, takeRows, toggleSelected, useOutbox } from './store.ts';
import { Stops } from './waits.tsx';

const outboxView = 'outbox';

function show(state: ActionState | 'all'): void {
  const { action } = outboxParams.read(useRoute.getState().params);
  setParams('outbox', outboxParams.write({ state, action }), 'step');
}

function onClick(action: Action, index: number, event: MouseEvent): void {
  if (event.shiftKey) selectTo(index);
  else if (event.ctrlKey || event.metaKey) toggleSelected(action.id);
  else useOutbox.setState({ open: true });
  cursorTo(index);
}

const idOf = ({ id }: Action): string => id;

/** What the core says of the actions in one state; the rows go to the store. */
function useActions(state: ActionState | 'all') {
  const [slice, setSlice] = useState(firstSlice);
  const [shown, setShown] = useState(state);
  if (shown !== state) {
    setShown(state);
    setSlice(firstSlice);
  }
  const wanted = useOutbox((outbox) => outbox.wanted);
  // A place where the cursor is sent is asked for like one that is seen.
  const asked = wanted === null ? slice : sliceFor(slice, { first: wanted, last: wanted });
  if (asked !== slice) setSlice(asked);
  // What was there stays until the rest is: another part of the same, or another state.
  const question = queries.actions({ states: state === 'all' ? [] : [state], ...slice });
  const answer = useQuery({ ...question, placeholderData: keepPreviousData });
  const { data, isPlaceholderData } = answer;
  const taken = useRef(state);
  useLayoutEffect(() => {
    if (data === undefined || isPlaceholderData) return;
    const another = taken.current !== state;
    taken.current = state;
    takeRows(data.actions, sentAway, { from: slice.offset, total: data.total, another });
    if (another) announce(data.total === 0 ? 'No action is in this state.' : `${counted(data.total, 'action')}.`);
  }, [data, isPlaceholderData, state, slice]);
  const onSeen = useCallback((seen: Seen) => setSlice((now) => sliceFor(now, seen)), []);
  return { ...answer, onSeen };
}

function Nothing({ all }: { readonly all: number }) {
  return (
    <Empty icon={<IconSend size={26} stroke={1.4} />} title={all === 0 ? 'Nothing has been sent yet' : 'Nothing here'}>
      {all === 0
        ? 'Everything you escalate from the queue passes through here: held so that you can undo it, sent, then confirmed with its case number.'
        : 'No actions in this state right now.'}
    </Empty>
  );
}

/** Everything that was sent or waits to be, by state, with the open action beside it. */
export function OutboxScreen() {
  const { state } = outboxParams.read(useRoute(({ params }) => params));
  const { data, error, refetch, isPlaceholderData, onSeen } = useActions(state);
  const outbox = useOutbox();
  const { cursor, selected, open } = outbox;
  useLayoutEffect(followAddress, []);
  // Without them the outbox is still worth seeing.
  const connections = useQuery(queries.connections()).data?.connections ?? [];
  const choosing = useMemo<Choosing<Action>>(
    () => ({
      isSelected: (id) => selected.has(id),
      toggle: toggleSelected,
      label: ({ partner, issueTitle }) => `Select ${partner}: ${issueTitle}`,
    }),
    [selected],
  );
  const byState = data?.byState ?? [];
  const failed = data === undefined && error !== null;
  const side = open && cursor !== null && (
    <Boundary place="The action" about={cursor}>
      <ActionPane key={cursor} id={cursor} />
    </Boundary>
  );
  return (
    <SplitPane name="Width of the action" kept="gridline.action-width" side={side}>
      <Screen title="Outbox">
        <div className={styles.top}>
          <States byState={byState} shown={state} onShow={show} />
          <ColumnsButton view={outboxView} columns={actionColumns} />
        </div>
        <Stops connections={connections} byState={byState} />
        <List
          view={outboxView}
          label="Actions"
          columns={actionColumns}
          sort="newest"
          onSort={() => undefined}
          count={failed ? 0 : outbox.total}
          more={false}
          rowAt={(index) => rowAt(outbox, index)}
          idOf={idOf}
          marksOf={(action) => ({ 'data-action-id': action.id, 'data-state': action.state })}
          cursor={cursor}
          cursorAt={cursorAt(outbox)}
          choosing={choosing}
          onClick={onClick}
          onSeen={onSeen}
          shifted={0}
          busy={(data === undefined && error === null) || isPlaceholderData}
          brokenRow="This action could not be shown in the list. Open it to see the rest of it."
          renderOver={() =>
            failed ? (
              <div className={styles.over}>
                <Failed what="The outbox could not be read." error={error} retry={() => void refetch()} />
              </div>
            ) : (
              data?.total === 0 &&
              !isPlaceholderData && (
                <div className={styles.over}>
                  <Nothing all={byState.reduce((sum, { count }) => sum + count, 0)} />
                </div>
              )
            )
          }
        />
        <SelectionBar />
      </Screen>
    </SplitPane>
  );
}
