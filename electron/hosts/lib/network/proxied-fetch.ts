import { ProxyFailure } from '#core/ports.ts';
import type { Dispatcher, Pool as PoolOf } from 'undici';
import { type Proxy, shownProxy } from './proxy-address.ts';

type Fetch = typeof fetch;
type Connect = (options: Parameters<PoolOf['connect']>[0]) => Promise<Dispatcher.ConnectData>;

/** Calls through one proxy. What goes wrong on the way to it, or is refused by it, is thrown as `ProxyFailure` inside. */
export async function proxiedFetch(proxy: Proxy): Promise<Fetch> {
  // The same maker's as Node's own fetch, which takes no proxy by itself. Loaded only where there is one.
  const { fetch: call, Pool, ProxyAgent } = await import('undici');
  const name = shownProxy(proxy);
  const { credentials } = proxy;

  /** The tunnel to the far side: until it stands, nothing of the call has left. */
  const watched = (client: PoolOf): PoolOf => {
    const { connect: dial } = client as { readonly connect: Connect };
    const tunnel: Connect = async (options) => {
      const answer = await dial.call(client, options).catch((error: unknown) => {
        throw new ProxyFailure(name, 'unreachable', { cause: error });
      });
      const { statusCode, headers, socket } = answer;
      if (statusCode >= 200 && statusCode < 300) return { ...answer, statusCode: 200 };
      socket.on('error', () => undefined).destroy();
      const kind = statusCode === 407 ? 'sign-in' : statusCode >= 500 ? 'no-way' : 'forbidden';
      throw new ProxyFailure(name, kind, {
        said: String(statusCode),
        offered: offered(headers['proxy-authenticate']),
      });
    };
    return Object.assign(client, { connect: tunnel });
  };

  const agent = new ProxyAgent({
    uri: proxy.address,
    allowH2: false,
    clientFactory: (origin, options) => watched(new Pool(origin, options)),
    ...(credentials === null
      ? {}
      : {
          token: `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`,
          ...(proxy.address.startsWith('socks5:')
            ? { username: credentials.user, password: credentials.password }
            : {}),
        }),
  });
  const send = (input: string | URL, init?: RequestInit) =>
    call(input, { ...(init as Parameters<typeof call>[1]), dispatcher: agent }).catch((error: unknown) => {
      throw (proxy.address.startsWith('socks5:') ? socksFailure(name, error) : null) ?? error;
    });
  return send as unknown as Fetch;
}

/** What SOCKS answers with instead of a status: numbers of RFC 1928. The proxy is all that this computer itself dials. */
function socksFailure(name: string, error: unknown): ProxyFailure | null {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code.startsWith('UND_ERR_SOCKS5_AUTH_')) return new ProxyFailure(name, 'sign-in', { cause });
  const [, reply] = /^UND_ERR_SOCKS5_REPLY_(\d+)$/.exec(code) ?? [];
  if (reply !== undefined) {
    return new ProxyFailure(name, reply === '2' ? 'forbidden' : 'no-way', { said: `SOCKS reply ${reply}`, cause });
  }
  const unreached =
    /^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKS5_\w+|E(CONNREFUSED|NOTFOUND|HOSTUNREACH|NETUNREACH|AI_AGAIN))$/;
  return unreached.test(code) ? new ProxyFailure(name, 'unreachable', { cause }) : null;
}

/** `Negotiate, NTLM`: the ways to sign in that the proxy knows. */
function offered(header: string | readonly string[] | undefined): string | null {
  const lines = typeof header === 'string' ? [header] : (header ?? []);
  const names = lines.map((line) => /^[\w-]+/.exec(line.trim())?.[0]).filter((name) => name !== undefined);
  return names.length === 0 ? null : names.join(', ');
}
