import { formatParams, parseParams, type RawParams } from './search-params.ts';

export const screens = ['queue', 'outbox', 'connections', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** Where the user is. `issueId` is the issue whose detail is open, in the queue only. */
export type Route = {
  readonly screen: Screen;
  readonly issueId: string | null;
  /** As they stand in the address; each screen reads its own and ignores others. */
  readonly params: RawParams;
};

const isScreen = (text: string): text is Screen => screens.some((screen) => screen === text);

/** Reads the part of the address after `#`. Anything unknown is the queue. */
export function parseRoute(hash: string): Route {
  const [path, search] = splitOnce(hash.replace(/^#?\/?/, ''));
  const [screen = '', id = ''] = path.split('/');
  if (!isScreen(screen)) return { screen: 'queue', issueId: null, params: {} };
  return { screen, issueId: screen === 'queue' && id !== '' ? decodePart(id) : null, params: parseParams(search) };
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf('?');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function formatRoute({ screen, issueId, params }: Route): string {
  const search = formatParams(params);
  return `#/${screen}${issueId === null ? '' : `/${encodeURIComponent(issueId)}`}${search === '' ? '' : `?${search}`}`;
}
