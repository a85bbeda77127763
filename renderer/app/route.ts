export const screens = ['queue', 'outbox', 'connections', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** Where the user is. `issueId` is the issue whose detail is open, in the queue only. */
export type Route = { readonly screen: Screen; readonly issueId: string | null };

const isScreen = (text: string): text is Screen => screens.some((screen) => screen === text);

/** Reads the part of the address after `#`. Anything unknown is the queue. */
export function parseRoute(hash: string): Route {
  const [screen = '', id = ''] = hash.replace(/^#?\/?/, '').split('/');
  if (!isScreen(screen)) return { screen: 'queue', issueId: null };
  return { screen, issueId: screen === 'queue' && id !== '' ? decodePart(id) : null };
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function formatRoute(route: Route): string {
  return `#/${route.screen}${route.issueId === null ? '' : `/${encodeURIComponent(route.issueId)}`}`;
}
