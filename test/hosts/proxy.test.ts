import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAuthority } from '#test/harness/authority.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { bareEnvironment } from '#test/harness/bare-environment.ts';
import { freePort } from '#test/harness/free-port.ts';
import { type ProxyServer, startProxy, startSocks, tlsBefore } from '#test/harness/outside-tls.ts';
import { startOutside } from '#test/harness/outside.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { first } from '#test/harness/pick.ts';

// Every command is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

const hosts = {
  'lens.acme.test': 'tradingGrid',
  'login.acme.test': 'salesforce',
  'org.acme.test': 'salesforce',
} as const;

/** Trading Grid and Salesforce behind TLS, under names that only a proxy knows. */
async function farAway(options: Omit<Parameters<typeof startProxy>[0], 'hosts'> = {}) {
  const outside = await startOutside();
  const authority = createAuthority();
  const ports: Record<string, number> = {};
  for (const [host, who] of Object.entries(hosts)) {
    ports[host] = await tlsBefore(outside[who].baseUrl, authority.issue([host]));
  }
  const proxy = await startProxy({ hosts: ports, ...options });
  const socks = await startSocks(ports, 'pat:s3cret');
  const data = temporaryFolder();
  const run = (env: NodeJS.ProcessEnv, words: readonly string[], input = '') =>
    runCommand([...words, '--data', data, '--json'], input, bareEnvironment(env, authority.file));
  const connect = async (env: NodeJS.ProcessEnv) => {
    const { tradingGrid, connections } = outside;
    const [, salesforce] = connections;
    const secrets = { consumerKey: tradingGrid.consumerKey, consumerSecret: tradingGrid.consumerSecret };
    const settings = ['host=https://lens.acme.test', 'companyId=GC00817305GB'];
    const grid = ['connect', 'trading-grid', '--secrets', '-', '--set', ...settings];
    const org = ['loginUrl=https://login.acme.test', 'instanceUrl=https://org.acme.test'];
    const clientId = `clientId=${salesforce?.settings['clientId'] ?? ''}`;
    const cases = ['connect', 'salesforce', '--secrets', '-', '--set', ...org, clientId];
    return [
      await run(env, grid, JSON.stringify(secrets)),
      await run(env, cases, JSON.stringify(salesforce?.secrets)),
    ] as const;
  };
  return { outside, authority, proxy, socks, data, run, connect };
}

type Far = Awaited<ReturnType<typeof farAway>>;

const doctorSchema = z.object({
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string(), next: z.string().nullable() })),
});
const checksOf = async ({ run }: Far, env: NodeJS.ProcessEnv, name: string) =>
  doctorSchema
    .parse((await run(env, ['doctor'])).json())
    .checks.filter((check) => check.name.endsWith(name))
    .map(({ ok, message, next }) => [ok, message, next]);

const at = ({ port }: ProxyServer, signIn = '') => `http://${signIn}127.0.0.1:${port}`;

test('Behind a proxy that wants a name and password, all goes through it: sign-in, feeds, an escalation and its receipt.', async () => {
  const far = await farAway({ signIn: 'pat:s3cr%t pass' });
  const { outside, proxy, run, data } = far;
  const env = { HTTPS_PROXY: at(proxy, 'pat:s3cr%25t%20pass@') };
  outside.tradingGrid.put({ ...invoice('4711'), status: 'Failed', errorcode: '7', externalerrormessage: 'No answer' });
  const connected = await far.connect(env);
  expect(connected.map(({ code, err }) => [code, err])).toEqual([
    [0, ''],
    [0, ''],
  ]);
  expect((await run(env, ['poll', '--verbose'])).code).toBe(0);
  const queue = z.object({ issues: z.array(z.object({ id: z.string() })) }).parse((await run(env, ['queue'])).json());
  const acted = await run(env, ['act', first(queue.issues).id, 'salesforce.escalate', '--wait', '--verbose']);
  expect([acted.code, outside.salesforce.cases().length]).toEqual([0, 1]);
  expect(new Set(proxy.asked.map(({ target, status }) => `${target} ${status}`))).toEqual(
    new Set(['lens.acme.test:443 200', 'org.acme.test:443 200']),
  );

  expect(await checksOf(far, env, 'Proxy')).toEqual([
    [true, `lens.acme.test is called through http://[hidden]@127.0.0.1:${proxy.port}: from HTTPS_PROXY.`, null],
    [true, `login.acme.test is called through http://[hidden]@127.0.0.1:${proxy.port}: from HTTPS_PROXY.`, null],
    [true, `org.acme.test is called through http://[hidden]@127.0.0.1:${proxy.port}: from HTTPS_PROXY.`, null],
  ]);
  const doctor = await run(env, ['doctor', '--verbose']);
  const files = readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1'));
  for (const place of [doctor.out, doctor.err, acted.out, acted.err, ...files]) {
    expect(/s3cr|pat:|cGF0OnMzY3/.exec(place)).toBeNull();
  }
});

test('A proxy that is chosen with gridline proxy goes before the environment; its password is in the vault alone.', async () => {
  const far = await farAway({ signIn: 'pat:hunter22' });
  const { proxy, run, data } = far;
  const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
  const [grid] = await far.connect({ NO_PROXY: '*' });
  expect(grid.code).toBe(1);
  const chosen = await run(env, ['proxy', at(proxy), '--secrets', '-'], '{"user":"pat","password":"hunter22"}');
  expect(chosen.json()).toEqual({
    choice: `http://[hidden]@127.0.0.1:${proxy.port}`,
    ways: ['OpenText Trading Grid lens', 'Salesforce login', 'Salesforce org'].map((words) => ({
      connection: words.replace(/ \w+$/, ''),
      host: `${/\w+$/.exec(words)?.[0]}.acme.test`,
      proxy: `http://[hidden]@127.0.0.1:${proxy.port}`,
      why: 'set with gridline proxy',
      error: null,
      next: null,
    })),
  });
  expect((await run(env, ['poll'])).code).toBe(0);
  for (const name of readdirSync(data)) expect(readFileSync(join(data, name), 'latin1')).not.toContain('hunter22');
  expect((await run(env, ['proxy', 'none'])).json()).toMatchObject({ choice: 'none', ways: [{ proxy: null }, {}, {}] });
  expect((await run(env, ['proxy', 'auto'])).json()).toMatchObject({
    choice: 'auto',
    ways: [{ proxy: 'http://127.0.0.1:9', why: 'from HTTPS_PROXY' }, {}, {}],
  });
  expect(readdirSync(data)).not.toContain('network.json');
});

test('What a proxy refuses is told with what to do, and nothing of the password.', async () => {
  const cases = [
    {
      options: { signIn: 'pat:right' },
      words: /wants a sign-in by Basic, or refused .*\(407\).* gridline proxy ADDRESS --secrets FILE/,
    },
    {
      options: { signIn: 'pat:right', offers: 'Negotiate' },
      words: /by Negotiate,.*user name and password only/,
    },
    {
      options: { status: 403 },
      words: /does not let this computer through to lens\.acme\.test \(403\).*Ask IT to allow lens\.acme\.test/,
    },
    { options: { status: 503 }, words: /could not reach lens\.acme\.test \(503\)/ },
  ];
  for (const { options, words } of cases) {
    const { connect, proxy } = await farAway(options);
    const [grid] = await connect({ HTTPS_PROXY: at(proxy, 'pat:wrong-one@') });
    expect(grid.code).toBe(1);
    expect(grid.out.replaceAll(/\s+/g, ' ')).toMatch(words);
    expect(grid.out + grid.err).not.toContain('wrong-one');
  }
  const { connect } = await farAway();
  const [away] = await connect({ https_proxy: `127.0.0.1:${await freePort()}` });
  expect(away.out).toMatch(/The proxy http:\/\/127\.0\.0\.1:\d+, which leads to lens\.acme\.test, can't be reached\./);
  const [nonsense] = await connect({ HTTPS_PROXY: 'ftp://pat:wrong-one@proxy' });
  expect(nonsense.out).toContain('HTTPS_PROXY does not hold the address of a proxy, so nothing was sent.');
  expect(nonsense.out + nonsense.err).not.toContain('wrong-one');
});

test('A SOCKS proxy is one too; who may not use it is told so, without the password.', async () => {
  const { connect, socks } = await farAway();
  const [grid] = await connect({ ALL_PROXY: `socks5h://pat:s3cret@127.0.0.1:${socks}` });
  expect(grid.code).toBe(0);
  const [refused] = await connect({ ALL_PROXY: `socks5h://pat:wrong-one@127.0.0.1:${socks}` });
  const [away] = await connect({ ALL_PROXY: `socks5h://pat:wrong-one@127.0.0.1:${await freePort()}` });
  for (const { code, out, err } of [refused, away]) {
    expect([code, out]).toEqual([1, expect.stringContaining('The proxy socks5://[hidden]@127.0.0.1:')]);
    expect(out + err).not.toContain('wrong-one');
  }
});

test('This computer is never called through a proxy, whatever is set.', async () => {
  const { outside, proxy, run } = await farAway();
  const { tradingGrid, connections } = outside;
  const secrets = { consumerKey: tradingGrid.consumerKey, consumerSecret: tradingGrid.consumerSecret };
  const env = { ALL_PROXY: at(proxy), HTTP_PROXY: at(proxy), HTTPS_PROXY: at(proxy), NO_PROXY: '' };
  const words = [
    'connect',
    'trading-grid',
    '--secrets',
    '-',
    '--set',
    `host=${connections[0]?.settings['host'] ?? ''}`,
  ];
  expect((await run(env, words, JSON.stringify(secrets))).code).toBe(0);
  expect((await run(env, ['proxy', at(proxy)])).code).toBe(0);
  expect((await run(env, ['poll'])).code).toBe(0);
  expect(proxy.asked).toEqual([]);
});

test('A password on the command line is refused before it is used.', async () => {
  const { code, err } = await runCommand(['proxy', 'http://pat:secret@proxy:8080', '--data', temporaryFolder()]);
  expect([code, err]).toEqual([2, expect.stringContaining('--secrets FILE')]);
  const wrong = await runCommand(['proxy', 'gopher://proxy', '--data', temporaryFolder()]);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('http://proxy.acme.example:8080')]);
});
