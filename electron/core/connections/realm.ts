import type { Manifest } from '../connectors/manifest.ts';

/**
 * Which far side a connection is to, in words that are the same on every desk: its connector, and the settings that name the
 * far side, however somebody spelled them. Ids that belong to a far side are told apart by it, and so are keys of effects. The
 * connection's own id is not in it: people choose that.
 */
export function realmOf({ id, settings }: Manifest, values: Readonly<Record<string, string>>): string {
  const named = settings.filter(({ realm }) => realm === true).map(({ key, type }) => spelled(type, values[key] ?? ''));
  return [id, ...named].join(' ');
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** An address by its host, its port and its path; other texts without what spelling changes. */
function spelled(type: Manifest['settings'][number]['type'], value: string): string {
  const text = value.normalize('NFKC').trim();
  if (type !== 'url' || !URL.canParse(text)) return text.toLowerCase();
  const { host, hostname, pathname } = new URL(text);
  // On this machine the port is whatever was free.
  if (loopback.has(hostname)) return `localhost${pathname.replace(/\/+$/, '')}`;
  return `${host.replace(/\.(?=:|$)/, '')}${pathname.replace(/\/+$/, '')}`;
}
