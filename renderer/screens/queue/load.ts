import type { IssueSort } from '#shared/model/issue/issue-sort.ts';
import { useRoute, openIssue } from '#renderer/app/router.ts';
import { ask as askCore } from '#renderer/data/client.ts';
import { filterProblemOf, wasCancelled } from '#renderer/data/failure.ts';
import { onChanged } from '#renderer/data/refresh.ts';
import { nextMoment, rowsCame, useChanges } from '#renderer/data/issues/changes.ts';
import { queries } from '#renderer/data/queries.ts';
import { type QuickFilter, wholeFilter } from './filters.ts';
import { queueToTop } from './focus.ts';
import {
  emptyWindow,
  indexOf,
  indexWhere,
  pageSize,
  pagesOf,
  type Range,
  rowAt,
  type RowWindow,
  takeAnswer,
  untold,
  wanting,
} from './row-window.ts';
import { type RowKind, rowOf } from './rows.ts';
import { none } from './selection.ts';
import { type QueueState, useQueue } from './store.ts';

/** What is on screen, told by the list; `atTop` lets new rows come in instead of holding the screen still. */
let seen: Range & { readonly atTop: boolean } = { first: 0, last: 50, atTop: true };
let askedOnce = false;
let running: AbortController | undefined;
let again: 'whole' | 'missing' | undefined;

/** Whether anything has been asked for yet. */
export function hasAsked(): boolean {
  return askedOnce;
}

export function nowSeen(range: Range & { readonly atTop: boolean }): void {
  // Until there are rows nothing is seen of them: the list has drawn itself before it had any.
  if (!useQueue.getState().loaded) return;
  seen = range;
  if (range.atTop && useQueue.getState().fresh > 0) useQueue.setState({ fresh: 0 });
  if (running === undefined && wanting(useQueue.getState().window, range).length > 0) void ask('missing');
  else if (running !== undefined) again ??= 'missing';
}

let stopHearing: (() => void) | undefined;

/** Asks for the first rows before there is a list to show them. */
export function askAhead(): void {
  stopHearing = onChanged(['issues', 'actions'], refreshQueue);
  void ask('whole');
}

/** Asks for what is on screen, unless that is under way or was asked for ahead. */
export function showRows(): void {
  const isNew = stopHearing !== undefined && useQueue.getState().loaded;
  stopHearing?.();
  stopHearing = undefined;
  if (running === undefined && !isNew) void ask('whole');
}

/** Asks again for what is on screen. */
export function refreshQueue(): void {
  if (running === undefined) void ask('whole');
  else again = 'whole';
}

/** The issue that must stay where it is on screen while rows come and go above it. */
function anchorOf({ window, cursor }: QueueState): string | null {
  const at = cursor === null ? -1 : indexOf(window, cursor);
  if (at >= seen.first && at <= seen.last) return cursor;
  return seen.atTop ? null : (rowAt(window, seen.first + 1)?.id ?? null);
}

async function ask(why: 'whole' | 'missing'): Promise<void> {
  const abort = new AbortController();
  running = abort;
  again = undefined;
  askedOnce = true;
  const askedAt = nextMoment();
  const { window, quick, search, sort, rows, loaded } = useQueue.getState();
  const pages = loaded && why === 'missing' ? wanting(window, seen) : pagesOf(seen, loaded ? window.total : seen.last);
  const firstPage = pages[0] ?? 0;
  const pageCount = Math.min(10, (pages.at(-1) ?? firstPage) - firstPage + 1);
  try {
    const { filter } = wholeFilter(quick, search);
    const input = { filter, sort, offset: firstPage * pageSize, limit: pageCount * pageSize };
    const answer = await askRows(rows, input, abort.signal);
    if (running !== abort) return;
    const taken = { firstPage, pageCount, total: answer.total, more: answer.more, rows: answer.rows };
    useQueue.setState((state) => {
      const whole = why === 'whole' || answer.total !== state.window.total;
      const next = takeAnswer(state.window, taken, whole, anchorOf(state));
      return {
        window: next,
        answered: search,
        loaded: true,
        error: undefined,
        problem: null,
        fresh: state.fresh + Math.max(0, next.shifted - state.window.shifted),
        ...(firstFound(state, search, next) ?? followCursor(state, { ...state, window: next })),
      };
    });
    rowsCame(askedAt, untold(useQueue.getState().window, taken));
  } catch (error) {
    if (running !== abort || wasCancelled(error)) return;
    const problem = filterProblemOf(error) ?? null;
    useQueue.setState(problem === null ? { error } : { problem, error: undefined });
  }
  running = undefined;
  const { window: now, loaded: have } = useQueue.getState();
  if (again === 'whole') void ask('whole');
  else if (have && useQueue.getState().error === undefined && useQueue.getState().problem === null) {
    if (wanting(now, seen).length > 0 && now.total > 0) void ask('missing');
  }
}

/** A page of what the rows stand for. */
async function askRows(kind: RowKind, input: Parameters<typeof queries.issues>[0], signal: AbortSignal) {
  if (kind === 'documents') {
    const { issues, ...answer } = await askCore(queries.issues(input), signal);
    return { ...answer, rows: issues };
  }
  const { incidents, ...answer } = await askCore(queries.incidents(input), signal);
  return { ...answer, rows: incidents.map(rowOf) };
}

/** Who has searched is at the first issue that was found, unless one is open or has been gone to by then. */
function firstFound({ answered, cursor }: QueueState, search: string, after: RowWindow): Partial<QueueState> | null {
  if (search === '' || search === answered || cursor !== null || useRoute.getState().issueId !== null) return null;
  const first = rowAt(after, 0);
  return first === undefined ? null : { cursor: first.id, cursorIndex: 0 };
}

/**
 * Keeps the cursor on its issue. Where the user sent the issue away, the cursor takes the row that moved up: one goes
 * down the list so. Where it went by itself, the cursor stays behind with it: the next key must not act on a neighbour
 * that nobody has looked at, and what one reads must not change under one's hands.
 */
function followCursor(before: QueueState, after: QueueState): Partial<QueueState> {
  const { cursor } = after;
  if (cursor === null) return {};
  const at = indexOf(after.window, cursor);
  if (at >= 0) return { cursorIndex: at };
  const same = sameIncident(before.window, after.window, cursor);
  if (same !== null) return same;
  if (indexOf(before.window, cursor) < 0 || !sentAway(cursor)) return {};
  const index = Math.min(before.cursorIndex, after.window.total - 1);
  const heir = rowAt(after.window, index);
  if (heir === undefined) return { cursorIndex: index };
  if (useRoute.getState().issueId === cursor) queueMicrotask(() => openIssue(heir.id));
  return { cursor: heir.id, cursorIndex: index };
}

/** Another of its documents may stand for the incident by now. */
function sameIncident(before: RowWindow, after: RowWindow, cursor: string): Partial<QueueState> | null {
  const incident = rowAt(before, indexOf(before, cursor))?.incident?.id;
  if (incident === undefined) return null;
  const at = indexWhere(after, (row) => row.incident?.id === incident);
  const row = rowAt(after, at);
  return row === undefined ? null : { cursor: row.id, cursorIndex: at };
}

/** What the user changed may be why an issue is no longer in the list; a case that was asked for is not. */
const sentAway = (id: string): boolean =>
  useChanges
    .getState()
    .patches.get(id)
    ?.some(({ patch: { status, owner } }) => status !== undefined || owner !== undefined) === true;

function reset(change: Partial<QueueState>): void {
  queueToTop();
  running?.abort();
  running = undefined;
  seen = { first: 0, last: 50, atTop: true };
  useQueue.setState({
    ...change,
    window: { ...emptyWindow },
    loaded: false,
    error: undefined,
    problem: null,
    cursor: null,
    cursorIndex: -1,
    selected: none,
    fresh: 0,
  });
  void ask('whole');
}

/** Shows another part of the queue, in one step. */
export function showQueue({ quick, sort, search, rows }: Pick<QueueState, 'quick' | 'sort' | 'search' | 'rows'>): void {
  const now = useQueue.getState();
  if (quick === now.quick && sort === now.sort && rows === now.rows) setSearch(search);
  else reset({ quick, sort, search, rows });
}

export function setQuick(quick: QuickFilter): void {
  if (quick !== useQueue.getState().quick) reset({ quick });
}

export function setRows(rows: RowKind): void {
  if (rows !== useQueue.getState().rows) reset({ rows });
}

export function setSort(sort: IssueSort): void {
  if (sort !== useQueue.getState().sort) reset({ sort });
}

/** Sets what was typed into the search box. It is asked at once, and what was asked before it is given up; the old rows stay until the new ones are there. */
export function setSearch(search: string): void {
  if (search === useQueue.getState().search) return;
  queueToTop();
  running?.abort();
  running = undefined;
  seen = { ...seen, first: 0, last: seen.last - seen.first, atTop: true };
  useQueue.setState({ search, cursor: null, cursorIndex: -1, selected: none, fresh: 0 });
  void ask('whole');
}
