/** A proxy as it is called: where, and how it is signed in to. */
export type Proxy = {
  /** `http://proxy.acme.example:8080`, without a name or password. */
  readonly address: string;
  /** Never shown, never logged. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
};

/** What can be spoken with a proxy; `socks` is taken for version 5, as most programs do. */
const schemes: Readonly<Record<string, string>> = {
  'http:': 'http',
  'https:': 'https',
  'socks:': 'socks5',
  'socks5:': 'socks5',
  'socks5h:': 'socks5',
};

/** `http://user:password@proxy:8080`, `proxy:8080`, `socks5://proxy`; null where it is no proxy's address. */
export function parseProxy(text: string): Proxy | null {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  const scheme = url === null ? undefined : schemes[url.protocol];
  if (url === null || scheme === undefined || url.hostname === '') return null;
  const usual = scheme === 'https' ? '443' : scheme === 'http' ? '80' : '1080';
  return {
    address: `${scheme}://${url.hostname}:${url.port === '' ? usual : url.port}`,
    credentials:
      url.username === '' && url.password === ''
        ? null
        : { user: decoded(url.username), password: decoded(url.password) },
  };
}

/** Passwords with a bare `%` are meant as they stand. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** For people: that it is signed in to is shown, as whom is not. */
export function shownProxy({ address, credentials }: Proxy): string {
  return credentials === null ? address : address.replace('://', '://[hidden]@');
}
