import type { Query } from '@tanstack/react-query';
import { type Area, client } from './client.ts';
import { wasNotHeard } from './failure.ts';
import { throttle } from './throttle.ts';

/** Four refreshes a second are as live as anyone can read. */
const refreshGap = 250;

type Listener = { readonly areas: readonly Area[]; readonly hear: () => void };

const listeners = new Set<Listener>();
let changed = new Set<Area>();

/** Asked for anew while they were being answered: the answer under way may be older than the change. */
const again = new WeakSet<Query>();

/** One call at a time for each query: however slow an answer is, none is given up for the next. */
function refresh(query: Query): void {
  if (query.state.fetchStatus === 'fetching') again.add(query);
  else void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
}

client.getQueryCache().subscribe((event) => {
  if (event.type !== 'updated') return;
  const { action, query } = event;
  const isAnswered = (action.type === 'success' && action.manual !== true) || action.type === 'error';
  if (isAnswered && again.delete(query)) queueMicrotask(() => refresh(query));
});

/** What goes wrong in a listener is its own mistake, and the others hear all the same. */
function tell({ hear }: Listener): void {
  try {
    hear();
  } catch (error) {
    reportError(error);
  }
}

const refreshAll = throttle(() => {
  const areas = changed;
  changed = new Set();
  const hangsOn = (on: readonly Area[] | undefined) => on?.some((area) => areas.has(area)) === true;
  for (const query of client.getQueryCache().findAll({ predicate: ({ meta }) => hangsOn(meta?.areas) })) refresh(query);
  for (const listener of listeners) if (hangsOn(listener.areas)) tell(listener);
}, refreshGap);

/** Something changed in these areas: what hangs on them is asked anew, at most four times a second however much changes. */
export function areasChanged(areas: readonly Area[]): void {
  for (const area of areas) changed.add(area);
  refreshAll();
}

/** The connection is there again: what could not be asked without it is asked now, whatever it hangs on. */
export function connectionIsBack(): void {
  const isUnheard = ({ state: { error } }: Query) => error !== null && wasNotHeard(error);
  void client.refetchQueries({ type: 'active', predicate: isUnheard }, { cancelRefetch: false });
}

function askAllAnew(): void {
  client.removeQueries({ type: 'inactive', fetchStatus: 'idle' });
  void client.refetchQueries({ type: 'active' }, { cancelRefetch: false });
}

/**
 * Something that was answered could not be drawn: nothing is kept to be shown once more, and what is on screen is asked for
 * anew, once a second at most. What could not be drawn is on screen no longer a moment later.
 */
export const distrustAnswers = throttle(() => setTimeout(askAllAnew), 1_000);

/** Hears in the same rhythm that one of these areas changed, until the returned function is called. */
export function onChanged(areas: readonly Area[], hear: () => void): () => void {
  const listener = { areas, hear };
  listeners.add(listener);
  return () => listeners.delete(listener);
}
