import { HostError } from '#core/ports.ts';
import { isLoopback, parseExceptions } from './no-proxy.ts';
import { parseProxy, type Proxy } from './proxy-address.ts';
import { parseSystemProxy } from './system-proxy.ts';

/** The ways to an address, the first that can be reached is taken, and why these. */
export type Routes = { readonly ways: readonly (Proxy | null)[]; readonly why: string };

export type RouteSources = {
  /** What a person set for this data folder: null = nothing, `none` = never a proxy. */
  readonly chosen: Proxy | 'none' | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the system says of an origin, as a PAC script answers; null where the host can't ask it. */
  readonly system: ((origin: string) => Promise<string>) | null;
};

/**
 * How an address is called: this computer always straight; then what a person set; then the environment, by the rules
 * that curl has (lower case goes first, `ALL_PROXY` where the scheme has none of its own); then the system.
 * Throws `HostError` where a variable holds no proxy's address: going straight past it would be a guess.
 */
export async function routesTo(url: URL, { chosen, env, system }: RouteSources): Promise<Routes> {
  if (isLoopback(url.hostname)) return straight('it is this computer');
  if (chosen === 'none') return straight('no proxy is wanted (gridline proxy none)');
  if (chosen !== null) return { ways: [chosen], why: 'set with gridline proxy' };
  const named = variable(env, url.protocol === 'http:' ? 'http_proxy' : 'https_proxy') ?? variable(env, 'all_proxy');
  const exceptions = variable(env, 'no_proxy');
  if (named !== null) {
    const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443);
    if (exceptions !== null && parseExceptions(exceptions.value)(url.hostname, port)) {
      return straight(`${exceptions.name} names it`);
    }
    const proxy = parseProxy(named.value);
    if (proxy !== null) return { ways: [proxy], why: `from ${named.name}` };
    // What it holds is not shown: there may be a password in it.
    throw new HostError(
      `${named.name} does not hold the address of a proxy, so nothing was sent.`,
      `Set it to an address such as http://proxy.acme.example:8080, or unset it.`,
    );
  }
  if (system === null) return straight('none is set');
  try {
    const ways = parseSystemProxy(await system(url.origin));
    if (ways.length > 0 && ways[0] !== null) return { ways, why: 'the system says so' };
    return straight('the system says so');
  } catch {
    return straight('none is set, and the system did not say');
  }
}

function straight(why: string): Routes {
  return { ways: [null], why };
}

/** Lower case first. A variable that is set to nothing is not set. */
function variable(env: RouteSources['env'], lower: string): { readonly name: string; readonly value: string } | null {
  for (const name of [lower, lower.toUpperCase()]) {
    const value = env[name]?.trim() ?? '';
    if (value !== '') return { name, value };
  }
  return null;
}
