import { create } from 'zustand';
import { formatRoute, parseRoute, type Route, type Screen } from './route.ts';
import { leave, onScreen, wouldLose } from './unsaved.ts';

export const useRoute = create<Route>(() => parseRoute(window.location.hash));

/** The place of the present entry in the history, kept with the entry: which way Back and Forward went is told by it. */
let at = placeOf(window.history.state) ?? 0;
/** Set while the browser goes back to the entry that a person may stay at: what to do there. */
let onReturn: (() => void) | null = null;

function placeOf(state: unknown): number | null {
  return typeof state === 'object' && state !== null && 'at' in state && typeof state.at === 'number' ? state.at : null;
}

function push(route: Route): void {
  at += 1;
  window.history.pushState({ at }, '', formatRoute(route));
  useRoute.setState(route);
}

/** Moving within a screen loses nothing; leaving it asks about what is not saved. */
function move(screen: Screen, go: () => void): void {
  if (useRoute.getState().screen === screen) go();
  else leave(onScreen, go);
}

export function goTo(screen: Screen): void {
  const route: Route = { screen, issueId: null };
  if (useRoute.getState().screen === screen && useRoute.getState().issueId === null) return;
  move(screen, () => push(route));
}

/** Opens an issue's detail. Moving from one open issue to the next does not fill the history. */
export function openIssue(issueId: string): void {
  const route: Route = { screen: 'queue', issueId };
  move('queue', () => {
    const before = useRoute.getState();
    if (before.screen !== 'queue' || before.issueId === null) return push(route);
    window.history.replaceState({ at }, '', formatRoute(route));
    useRoute.setState(route);
  });
}

export function closeIssue(): void {
  if (useRoute.getState().issueId !== null) push({ screen: 'queue', issueId: null });
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
  if (steps === 0 || to.screen === useRoute.getState().screen || !wouldLose(onScreen)) {
    at = place;
    useRoute.setState(to);
    return;
  }
  onReturn = () => leave(onScreen, () => window.history.go(steps));
  window.history.go(-steps);
}

window.history.replaceState({ at }, '');
window.addEventListener('popstate', onPopState);
