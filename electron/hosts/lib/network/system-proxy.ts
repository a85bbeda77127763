import { parseProxy, type Proxy } from './proxy-address.ts';

/** `PROXY a:8080; SOCKS5 b:1080; DIRECT`, the answer of a PAC script or of the system: the ways in order, null = straight. */
export function parseSystemProxy(answer: string): readonly (Proxy | null)[] {
  return answer.split(';').flatMap((entry): readonly (Proxy | null)[] => {
    const [kind = '', place = ''] = entry.trim().split(/\s+/);
    if (/^direct$/i.test(kind)) return [null];
    const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5', SOCKS: 'socks5' }[
      kind.toUpperCase()
    ];
    const proxy = scheme === undefined || place === '' ? null : parseProxy(`${scheme}://${place}`);
    return proxy === null ? [] : [proxy];
  });
}
