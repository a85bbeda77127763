import { create } from 'zustand';
import { formatRoute, parseRoute, type Route, type Screen } from './route.ts';
import { type RawParams, sameParams } from './search-params.ts';
import { leave, onScreen, wouldLose } from './unsaved.ts';

export const useRoute = create<Route>(() => parseRoute(window.location.hash));

/** The place of the present entry in the history, kept with the entry: which way Back and Forward went is told by it. */
let at = placeOf(window.history.state) ?? 0;
/** Set while the browser goes back to the entry that a person may stay at: what to do there. */
let onReturn: (() => void) | null = null;

function placeOf(state: unknown): number | null {
  return typeof state === 'object' && state !== null && 'at' in state && typeof state.at === 'number' ? state.at : null;
}

/** The parameters that each screen was left with: who comes back to it finds it as it was. */
const lastParams = new Map<Screen, RawParams>();
useRoute.subscribe((_now, left) => lastParams.set(left.screen, left.params));

function push(route: Route): void {
  at += 1;
  window.history.pushState({ at }, '', formatRoute(route));
  useRoute.setState(route);
}

function replace(route: Route): void {
  window.history.replaceState({ at }, '', formatRoute(route));
  useRoute.setState(route);
}

/** Whether going from one to the other takes nothing away: a screen may name its `part`, and be in one at a time. */
const within = (to: Route, from: Route): boolean =>
  to.screen === from.screen && to.params['part'] === from.params['part'];

/** Moving within a screen loses nothing; leaving it asks about what is not saved. */
function move(to: Route, go: () => void): void {
  if (within(to, useRoute.getState())) go();
  else leave(onScreen, go);
}

const paramsOf = (screen: Screen): RawParams => {
  const now = useRoute.getState();
  return now.screen === screen ? now.params : (lastParams.get(screen) ?? {});
};

/** Goes to a screen; without `params`, as it was left. */
export function goTo(screen: Screen, params: RawParams = paramsOf(screen)): void {
  const route: Route = { screen, issueId: null, params };
  const now = useRoute.getState();
  if (now.screen === screen && now.issueId === null && sameParams(now.params, params)) return;
  move(route, () => push(route));
}

/** Writes what a screen shows into its address: as a step that Back takes back, or in place of what is there. */
export function setParams(screen: Screen, params: RawParams, how: 'step' | 'in place'): void {
  const now = useRoute.getState();
  if (now.screen !== screen) lastParams.set(screen, params);
  else if (!sameParams(now.params, params)) (how === 'step' ? push : replace)({ ...now, params });
}

/** Opens an issue's detail. Moving from one open issue to the next does not fill the history. */
export function openIssue(issueId: string): void {
  const route: Route = { screen: 'queue', issueId, params: paramsOf('queue') };
  move(route, () => {
    const before = useRoute.getState();
    const isNext = before.screen === 'queue' && before.issueId !== null;
    (isNext ? replace : push)(route);
  });
}

export function closeIssue(): void {
  const now = useRoute.getState();
  if (now.issueId !== null) push({ ...now, issueId: null });
}

/** Back, Forward, or an address typed by hand: the browser has gone there already, so to stay is to go back again. */
function onPopState(event: PopStateEvent): void {
  const to = parseRoute(window.location.hash);
  const known = placeOf(event.state);
  const place = known ?? at + 1;
  if (known === null) window.history.replaceState({ at: place }, '');
  const returned = onReturn;
  onReturn = null;
  if (returned !== null && place === at) return returned();
  const steps = place - at;
  if (steps === 0 || within(to, useRoute.getState()) || !wouldLose(onScreen)) {
    at = place;
    useRoute.setState(to);
    return;
  }
  onReturn = () => leave(onScreen, () => window.history.go(steps));
  window.history.go(-steps);
}

window.history.replaceState({ at }, '');
window.addEventListener('popstate', onPopState);
