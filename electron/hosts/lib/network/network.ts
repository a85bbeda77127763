import { z } from 'zod';
import { HostError, type NetworkPort, ProxyFailure, UntrustedCertificate, type Vault } from '#core/ports.ts';
import { peerCertificate } from './peer-certificate.ts';
import { parseProxy, type Proxy, shownProxy } from './proxy-address.ts';
import { proxiedFetch } from './proxied-fetch.ts';
import { readProxyFile, writeProxyFile } from './proxy-file.ts';
import { type Routes, routesTo } from './routes.ts';
import { trustTheSystem } from './trust.ts';

type Options = {
  readonly dataFolder: string;
  readonly vault: Vault;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The system's own answer for an origin (`PROXY host:port; DIRECT`); null where this host can't ask it. */
  readonly systemProxy: ((origin: string) => Promise<string>) | null;
};

const secretName = 'network.proxy';
const credentialsSchema = z.object({ user: z.string(), password: z.string() });

/** Codes of OpenSSL and Node for a certificate that was looked at and refused. */
const refusedCertificate =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|ERR_TLS_CERT_)/;

/** All ways out of this computer: which proxy, which certificates, and what went wrong on the way. */
export function createNetwork(options: Options): { readonly fetch: typeof fetch; readonly port: NetworkPort } {
  const { dataFolder, vault, env, systemProxy } = options;
  const throughProxy = new Map<string, Promise<typeof fetch>>();
  let chosen: Promise<Proxy | 'none' | null> | null = null;

  const readChosen = async (): Promise<Proxy | 'none' | null> => {
    const text = readProxyFile(dataFolder);
    if (text === null || text === 'none') return text;
    const proxy = parseProxy(text);
    if (proxy === null) throw notAProxy();
    const stored = await vault.get(secretName);
    return { ...proxy, credentials: stored === null ? null : credentialsSchema.parse(JSON.parse(stored)) };
  };
  const currentChoice = (): Promise<Proxy | 'none' | null> => {
    // What could not be read now, as from a locked keychain, is asked for again.
    chosen ??= readChosen().catch((error: unknown) => {
      chosen = null;
      throw error;
    });
    return chosen;
  };
  const routes = async (url: URL): Promise<Routes> =>
    routesTo(url, { chosen: await currentChoice(), env, system: systemProxy });

  const callerFor = (way: Proxy | null): Promise<typeof fetch> => {
    if (way === null) return Promise.resolve(globalThis.fetch);
    const key = JSON.stringify(way);
    const known = throughProxy.get(key) ?? proxiedFetch(way);
    throughProxy.set(key, known);
    return known;
  };

  const call: typeof fetch = async (input, init) => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    const { ways } = await routes(url);
    if (url.protocol === 'https:') trustTheSystem();
    for (const [at, way] of ways.entries()) {
      const send = await callerFor(way);
      try {
        return await send(input, init);
      } catch (error) {
        const failure = proxyFailure(error);
        // The next way, as a browser does: this proxy is away, and nothing has left yet.
        if (failure?.kind === 'unreachable' && at < ways.length - 1 && init?.signal?.aborted !== true) continue;
        throw (await explainCertificate(error, url, way)) ?? error;
      }
    }
    throw new Error('There was no way at all.');
  };

  return {
    fetch: call,
    port: {
      async routeTo(address) {
        const { ways, why } = await routes(new URL(address));
        return { proxy: ways[0] === null || ways[0] === undefined ? null : shownProxy(ways[0]), why };
      },
      async proxy() {
        const choice = await currentChoice();
        return choice === null ? 'auto' : choice === 'none' ? choice : shownProxy(choice);
      },
      async setProxy(choice, credentials) {
        const proxy = choice === 'auto' || choice === 'none' ? null : parseProxy(choice);
        if (proxy === null && choice !== 'auto' && choice !== 'none') throw notAProxy();
        if (credentials === null) await vault.delete(secretName);
        else await vault.set(secretName, JSON.stringify(credentials));
        writeProxyFile(dataFolder, proxy === null ? (choice === 'none' ? 'none' : null) : proxy.address);
        chosen = null;
      },
      trust: trustTheSystem,
    },
  };
}

function notAProxy(): HostError {
  return new HostError(
    'That is not the address of a proxy.',
    'Give one such as http://proxy.acme.example:8080, or auto (environment, then system), or none.',
  );
}

function proxyFailure(error: unknown): ProxyFailure | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof ProxyFailure) return at;
  }
  return null;
}

async function explainCertificate(error: unknown, url: URL, way: Proxy | null): Promise<UntrustedCertificate | null> {
  if (proxyFailure(error) !== null) return null;
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (!('code' in at) || typeof at.code !== 'string' || !refusedCertificate.test(at.code)) continue;
    return new UntrustedCertificate(at.code, await peerCertificate(url, way), error, trustTheSystem().troubles);
  }
  return null;
}
