import { describe, expect, test } from 'vitest';
import { HostError } from '#core/ports.ts';
import { parseExceptions } from '#hosts/lib/network/no-proxy.ts';
import { parseProxy, shownProxy } from '#hosts/lib/network/proxy-address.ts';
import { routesTo, type RouteSources } from '#hosts/lib/network/routes.ts';

const target = 'https://lens.acme.example/x';

async function way(sources: Partial<RouteSources>, address = target): Promise<string> {
  const { ways, why } = await routesTo(new URL(address), { chosen: null, env: {}, system: null, ...sources });
  return `${ways.map((one) => (one === null ? 'straight' : shownProxy(one))).join(', ')} | ${why}`;
}

describe('NO_PROXY', () => {
  const cases: readonly (readonly [entries: string, yes: readonly string[], no: readonly string[]])[] = [
    ['*', ['lens.acme.example:443', '10.1.2.3:1'], []],
    ['acme.example', ['acme.example:443', 'lens.acme.example:443', 'LENS.ACME.EXAMPLE:1'], ['notacme.example:443']],
    ['.acme.example', ['acme.example:443', 'lens.acme.example:443'], ['acme.example.org:443']],
    ['*.acme.example', ['a.b.acme.example:443'], ['example:443']],
    ['ACME.Example.', ['lens.acme.example:443', 'lens.acme.example.:443'], []],
    ['lens.acme.example:8443', ['lens.acme.example:8443'], ['lens.acme.example:443']],
    ['10.1.2.3', ['10.1.2.3:443'], ['10.1.2.30:443']],
    ['10.1.2.3:81', ['10.1.2.3:81'], ['10.1.2.3:443']],
    ['10.0.0.0/8', ['10.255.0.1:443'], ['11.0.0.1:443', 'ten.example:443']],
    ['10.0.0.1-10.0.0.9', ['10.0.0.9:443'], ['10.0.0.10:443']],
    ['::1', ['[::1]:443'], ['[::2]:443']],
    ['[fd00::1]:8080', ['[fd00::1]:8080'], ['[fd00::1]:443']],
    ['fd00::/8', ['[fd12::1]:443'], ['[fe80::1]:443']],
    ['<local>', ['intranet:443'], ['lens.acme.example:443']],
    [
      'a.example b.example;c.example,,d.example',
      ['a.example:1', 'b.example:1', 'c.example:1', 'd.example:1'],
      ['e.example:1'],
    ],
    ['10.0.0.0/99, nonsense/8, :443, http://x', [], ['10.0.0.1:443', 'nonsense:443', 'x:443']],
    ['', [], ['lens.acme.example:443']],
  ];
  test.each(cases)('%s', (entries, yes, no) => {
    const matches = parseExceptions(entries);
    const decide = (place: string) => {
      const [, host = '', port] = /^(.*):(\d+)$/.exec(place) ?? [];
      return matches(host, Number(port));
    };
    expect([yes.filter((place) => !decide(place)), no.filter(decide)]).toEqual([[], []]);
  });
});

describe('The way to an address', () => {
  test('is what a person chose, then the environment, then the system, then straight.', async () => {
    const all: RouteSources = {
      chosen: parseProxy('http://chosen:1'),
      env: { HTTPS_PROXY: 'http://env:2' },
      system: async () => 'PROXY system:3',
    };
    expect([
      await way(all),
      await way({ ...all, chosen: 'none' }),
      await way({ ...all, chosen: null }),
      await way({ ...all, chosen: null, env: {} }),
      await way({}),
    ]).toEqual([
      'http://chosen:1 | set with gridline proxy',
      'straight | no proxy is wanted (gridline proxy none)',
      'http://env:2 | from HTTPS_PROXY',
      'http://system:3 | the system says so',
      'straight | none is set',
    ]);
  });

  test('follows the rules that curl has for the environment.', async () => {
    const http = 'http://old.acme.example/';
    expect([
      await way({ env: { HTTPS_PROXY: 'upper:1', https_proxy: 'lower:2' } }),
      await way({ env: { https_proxy: '', HTTPS_PROXY: ' upper ' } }),
      await way({ env: { all_proxy: 'socks5h://all:3', HTTP_PROXY: 'http://plain:4' } }),
      await way({ env: { all_proxy: 'socks5h://all:3', HTTP_PROXY: 'http://plain:4' } }, http),
      await way({ env: { HTTP_PROXY: 'http://plain:4' } }),
      await way({ env: { ALL_PROXY: 'all', no_proxy: 'example' } }),
      await way({ env: { ALL_PROXY: 'all', NO_PROXY: 'example:444' } }),
    ]).toEqual([
      'http://lower:2 | from https_proxy',
      'http://upper:80 | from HTTPS_PROXY',
      'socks5://all:3 | from all_proxy',
      'http://plain:4 | from HTTP_PROXY',
      'straight | none is set',
      'straight | no_proxy names it',
      'http://all:80 | from ALL_PROXY',
    ]);
  });

  test('is straight to this computer by any of its names, whatever is set.', async () => {
    const sources: Partial<RouteSources> = {
      chosen: parseProxy('http://chosen:1'),
      env: { ALL_PROXY: 'nonsense://' },
      system: () => Promise.reject(new Error('must not be asked')),
    };
    for (const host of ['127.0.0.1', '127.9.9.9', 'localhost', 'LOCALHOST.', 'x.localhost', '[::1]']) {
      expect(await way(sources, `https://${host}:8443/`)).toBe('straight | it is this computer');
    }
  });

  test('is never guessed where a variable holds no address, and what it holds is not repeated.', async () => {
    for (const value of ['ftp://pat:secret@proxy', 'http://', 'http://pat:secret @', '::::']) {
      const refused = await way({ env: { HTTPS_PROXY: value } }).catch((error: unknown) => error);
      expect(refused, value).toBeInstanceOf(HostError);
      expect(String(refused)).toBe('HostError: HTTPS_PROXY does not hold the address of a proxy, so nothing was sent.');
    }
  });

  test.each([
    ['PROXY a:8080; HTTPS b:443; SOCKS5 c:1080; DIRECT', 'http://a:8080, https://b:443, socks5://c:1080, straight'],
    ['DIRECT', 'straight'],
    ['DIRECT; PROXY a:1', 'straight'],
    ['proxy a:1;  ;QUIC b:1', 'http://a:1'],
    ['', 'straight'],
    ['PROXY', 'straight'],
  ])('takes the answer of a PAC script, %j.', async (answer, expected) => {
    const asked: string[] = [];
    const system = async (origin: string) => {
      asked.push(origin);
      return answer;
    };
    expect(await way({ system })).toBe(`${expected} | the system says so`);
    expect(asked).toEqual(['https://lens.acme.example']);
  });

  test('is straight where the system does not say, and that is said.', async () => {
    expect(await way({ system: () => Promise.reject(new Error('no')) })).toBe(
      'straight | none is set, and the system did not say',
    );
  });
});

test('A proxy’s name and password are read as they are meant, and not shown.', () => {
  expect(
    ['http://pat:a%20b%40c@proxy', 'pat:50%@proxy:3128', 'https://proxy', 'socks://proxy'].map((text) => {
      const proxy = parseProxy(text);
      return proxy && [shownProxy(proxy), proxy.credentials?.password];
    }),
  ).toEqual([
    ['http://[hidden]@proxy:80', 'a b@c'],
    ['http://[hidden]@proxy:3128', '50%'],
    ['https://proxy:443', undefined],
    ['socks5://proxy:1080', undefined],
  ]);
});
