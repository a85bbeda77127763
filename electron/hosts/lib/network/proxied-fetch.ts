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
    const connect = client.connect.bind(client) as Connect;
    const tunnel: Connect = async (options) => {
      const answer = await connect(options).catch((error: unknown) => {
        throw new ProxyFailure(name, null, null, error);
      });
      const { statusCode, headers, socket } = answer;
      if (statusCode >= 200 && statusCode < 300) return { ...answer, statusCode: 200 };
      socket.on('error', () => undefined).destroy();
      throw new ProxyFailure(name, statusCode, offered(headers['proxy-authenticate']));
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
  return ((input: string | URL, init?: RequestInit) =>
    call(input, { ...(init as Parameters<typeof call>[1]), dispatcher: agent })) as unknown as Fetch;
}

/** `Negotiate, NTLM`: the ways to sign in that the proxy knows. */
function offered(header: string | readonly string[] | undefined): string | null {
  const lines = typeof header === 'string' ? [header] : (header ?? []);
  const names = lines.map((line) => /^[\w-]+/.exec(line.trim())?.[0]).filter((name) => name !== undefined);
  return names.length === 0 ? null : names.join(', ');
}
