import { setParams, useRoute } from '#renderer/app/router.ts';
import { hasAsked, showQueue } from './load.ts';
import { queueParams } from './params.ts';
import { type QueueState, useQueue } from './store.ts';

type Shown = Pick<QueueState, 'quick' | 'search' | 'sort' | 'rows'>;

const paramsOf = ({ quick, search, sort, rows }: Shown) => queueParams.write({ view: quick, search, sort, rows });

/** Shows what an address says. Before the first request nothing has to be asked again for it. */
export function showAddress({ view, search, sort, rows }: ReturnType<typeof queueParams.read>): void {
  if (!hasAsked()) useQueue.setState({ quick: view, search, sort, rows });
  else showQueue({ quick: view, search, sort, rows });
}

/** Keeps the queue and its address saying the same, until the returned function is called. */
export function followAddress(): () => void {
  let taking = false;
  let writing = false;
  /** Whether the last step was one of typing: the next one of those takes its place. */
  let typed = false;
  const take = () => {
    const { screen, params } = useRoute.getState();
    if (screen !== 'queue' || writing) return;
    typed = false;
    taking = true;
    showAddress(queueParams.read(params));
    taking = false;
  };
  take();
  const stopTaking = useRoute.subscribe(({ params }, before) => {
    if (params !== before.params) take();
  });
  const stopWriting = useQueue.subscribe((now, before) => {
    const isSearch = now.search !== before.search;
    const isOther = now.quick !== before.quick || now.sort !== before.sort || now.rows !== before.rows;
    if (taking || !(isSearch || isOther)) return;
    const isTyping = isSearch && !isOther;
    writing = true;
    setParams('queue', paramsOf(now), isTyping && typed ? 'in place' : 'step');
    writing = false;
    typed = isTyping;
  });
  return () => {
    stopTaking();
    stopWriting();
  };
}
