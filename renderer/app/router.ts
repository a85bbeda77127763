import { create } from 'zustand';
import { formatRoute, parseRoute, type Route, type Screen } from './route.ts';

export const useRoute = create<Route>(() => parseRoute(window.location.hash));

window.addEventListener('hashchange', () => useRoute.setState(parseRoute(window.location.hash)));

export function goTo(screen: Screen): void {
  const route: Route = { screen, issueId: null };
  if (useRoute.getState().screen === screen && useRoute.getState().issueId === null) return;
  window.history.pushState(null, '', formatRoute(route));
  useRoute.setState(route);
}

/** Opens an issue's detail. Moving from one open issue to the next does not fill the history. */
export function openIssue(issueId: string): void {
  const route: Route = { screen: 'queue', issueId };
  const before = useRoute.getState();
  if (before.screen === 'queue' && before.issueId !== null) window.history.replaceState(null, '', formatRoute(route));
  else window.history.pushState(null, '', formatRoute(route));
  useRoute.setState(route);
}

export function closeIssue(): void {
  if (useRoute.getState().issueId === null) return;
  const route: Route = { screen: 'queue', issueId: null };
  window.history.pushState(null, '', formatRoute(route));
  useRoute.setState(route);
}

window.addEventListener('popstate', () => useRoute.setState(parseRoute(window.location.hash)));
