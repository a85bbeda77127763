import type { WayOut } from '#shared/contract/system.ts';
import { HostError } from '../ports.ts';
import type { Workspaces } from '../workspaces.ts';

/** How each connection's hosts are reached: straight or through which proxy, and why. Asks nobody outside. */
export async function waysOut(workspaces: Workspaces): Promise<WayOut[]> {
  const { network } = workspaces.ports;
  const workspace = workspaces.current();
  if (network === undefined) return [];
  const ways = new Map<string, WayOut>();
  for (const { connector, name, status, settings } of await workspace.connections.list()) {
    if (status === 'not connected') continue;
    const manifest = workspace.connectors.find((known) => known.manifest.id === connector)?.manifest;
    for (const { key, type, value } of settings) {
      const url = URL.parse(value);
      const isOpenedOnly = manifest?.settings.some((field) => field.key === key && field.onlyOpened === true) ?? false;
      if (type !== 'url' || url === null || isOpenedOnly) continue;
      const about = { connection: name, host: url.host };
      try {
        ways.set(`${name} ${url.host}`, { ...about, ...(await network.routeTo(value)), error: null, next: null });
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        const { message, next } = error;
        ways.set(`${name} ${url.host}`, { ...about, proxy: null, why: '', error: message, next });
      }
    }
  }
  return [...ways.values()];
}

/** One sentence about a way. */
export function wayInWords({ host, proxy, why, error }: WayOut): string {
  if (error !== null) return error;
  return proxy === null ? `${host} is called without a proxy: ${why}.` : `${host} is called through ${proxy}: ${why}.`;
}
