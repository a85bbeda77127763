import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { certificateError } from '#core/connectors/sdk/certificate-error.ts';
import { UntrustedCertificate } from '#core/ports.ts';
import { type Authority, createAuthority } from '#test/harness/authority.ts';
import { bareEnvironment } from '#test/harness/bare-environment.ts';
import { runCommand } from '#test/harness/command-line.ts';
import { startProxy, tlsBefore } from '#test/harness/outside-tls.ts';
import { startOutside } from '#test/harness/outside.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

// Every command is a process of its own, and machines that build are busy.
vi.setConfig({ testTimeout: 120_000 });

type Show = Parameters<typeof tlsBefore>[1];

/** Trading Grid behind TLS with this certificate; gives what connecting to it comes to. */
async function connectTo(show: Show, env: NodeJS.ProcessEnv, host = '127.0.0.1') {
  const { tradingGrid } = await startOutside();
  const port = await tlsBefore(tradingGrid.baseUrl, show);
  const secrets = { consumerKey: tradingGrid.consumerKey, consumerSecret: tradingGrid.consumerSecret };
  const words = ['connect', 'trading-grid', '--secrets', '-', '--set', `host=https://${host}:${port}`];
  const data = temporaryFolder();
  const { code, json } = await runCommand([...words, '--data', data, '--json'], JSON.stringify(secrets), env);
  const { test: tested } = z
    .object({ test: z.object({ checks: z.array(z.object({ message: z.string(), next: z.string().nullable() })) }) })
    .parse(json());
  const words_ = tested.checks.map(({ message, next }) => `${message} ${next ?? ''}`).join('\n');
  return { code, words: words_, data };
}

const company = () => createAuthority('Acme Inspection CA');
const trusting = (authority: Authority) => bareEnvironment({}, authority.file);
const trustingNobody = () => bareEnvironment({}, null);

test('A company’s own authority in this computer’s store is trusted, with no variable set for it; so are those that come with Node.', async () => {
  const authority = company();
  const { code, words, data } = await connectTo(authority.issue(['127.0.0.1']), trusting(authority));
  expect([code, words]).toEqual([0, expect.stringContaining('accepted the consumer key')]);
  const doctor = await runCommand(['doctor', '--data', data], '', trusting(authority));
  expect(doctor.out).toMatch(/ok +Certificates: \d{2,} authorities are trusted, and 1 of this computer’s own store\./);
});

test('An authority that NODE_EXTRA_CA_CERTS names is trusted as before.', async () => {
  const authority = company();
  const env = bareEnvironment({ NODE_EXTRA_CA_CERTS: authority.file }, null);
  expect((await connectTo(authority.issue(['127.0.0.1']), env)).code).toBe(0);
});

test('One in DER, as Windows writes .cer files, in UTF-16, or among text of others is trusted too.', async () => {
  const authority = company();
  const pem = readFileSync(authority.file, 'utf8');
  const forms = {
    'ca.cer': new X509Certificate(pem).raw,
    'utf16.pem': Buffer.from(`\ufeff${pem}`, 'utf16le'),
    'text.pem': Buffer.from(`Acme: our authority\r\n${pem.replaceAll('\n', '\r\n')}`),
  };
  for (const [name, bytes] of Object.entries(forms)) {
    const file = join(temporaryFolder(), name);
    writeFileSync(file, bytes);
    for (const variable of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
      const env = bareEnvironment({ [variable]: file }, null);
      const { code, data } = await connectTo(authority.issue(['127.0.0.1']), env);
      expect([name, variable, code]).toEqual([name, variable, 0]);
      const doctor = await runCommand(['doctor', '--data', data], '', env);
      expect(doctor.out).toMatch(
        variable === 'SSL_CERT_FILE' ? /and 1 of this computer’s own store/ : /, 1 of NODE_EXTRA_CA_CERTS/,
      );
    }
  }
});

test('A file of authorities that gives none is told by doctor and where a certificate is refused, and what to do about it.', async () => {
  const authority = company();
  const folder = temporaryFolder();
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const pem = readFileSync(authority.file, 'utf8');
  const cases: readonly (readonly [path: string, words: string])[] = [
    [join(folder, 'none.pem'), `There is nothing at ${join(folder, 'none.pem')}.`],
    [folder, 'That is not a file.'],
    [put('text.pem', 'no certificate'), 'It holds no certificate that can be read.'],
    [put('half.pem', pem.slice(0, 200)), 'It holds no certificate that can be read.'],
    [
      put('one-bad.pem', `${pem}${pem.replace(/\n.{60}/, '\n')}`),
      'One of its certificates is damaged; the others are trusted.',
    ],
  ];
  const shown = company().issue(['127.0.0.1']);
  for (const variable of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']) {
    for (const [path, words] of cases) {
      const env = bareEnvironment({ [variable]: path }, null);
      const refused = await connectTo(shown, env);
      expect(refused.words).toContain(`${variable} names ${path}. ${words}`);
      const doctor = await runCommand(['doctor', '--data', refused.data], '', env);
      expect(doctor.code).toBe(1);
      expect(doctor.out).toContain(`WRONG  Certificates of ${variable}: ${variable} names ${path}. ${words}`);
    }
  }
});

test('A certificate that is refused is named: whose it is, who issued it, and what helps.', async () => {
  const authority = company();
  const { code, words } = await connectTo(authority.issue(['127.0.0.1']), trustingNobody());
  expect(code).toBe(1);
  expect(words).toMatch(
    /The certificate of 127\.0\.0\.1:\d+ \(“127\.0\.0\.1”\) was issued by “Acme Inspection CA \(Acme Inc\.\)”, which this computer does not trust\. Nothing was sent \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. 127\.0\.0\.1:\d+ may also have left out a certificate in between: if other programs know “Acme Inspection CA \(Acme Inc\.\)”, ask whoever runs 127\.0\.0\.1:\d+ to send the whole chain\. Ask IT for the certificate of “Acme Inspection CA \(Acme Inc\.\)” and have it installed/,
  );
});

test('One for another host says for which; what speaks no TLS says that.', async () => {
  const authority = company();
  const other = await connectTo(authority.issue(['lens.acme.test', 'www.acme.test']), trusting(authority));
  expect(other.words).toMatch(
    /The certificate of 127\.0\.0\.1:\d+ \(“lens\.acme\.test”\) is for lens\.acme\.test, www\.acme\.test, not for 127\.0\.0\.1:\d+\. .* Check the address in the settings\./,
  );
  const { tradingGrid } = await startOutside();
  const plain = tradingGrid.baseUrl.replace('http:', 'https:');
  const words = ['connect', 'trading-grid', '--secrets', '-', '--set', `host=${plain}`, '--data', temporaryFolder()];
  const { out } = await runCommand(words, '{"consumerKey":"abcd","consumerSecret":"efgh"}', trusting(authority));
  expect(out).toMatch(
    /No secure connection could be made with 127\.0\.0\.1:\d+ \(ERR_SSL_\w+\), so nothing was sent\./,
  );
});

test('Behind a proxy, the certificate that the proxy puts there is the one that is named.', async () => {
  const authority = company();
  const { tradingGrid } = await startOutside();
  const port = await tlsBefore(tradingGrid.baseUrl, authority.issue(['lens.acme.test']));
  const proxy = await startProxy({ hosts: { 'lens.acme.test': port }, signIn: 'pat:secret' });
  const env = bareEnvironment({ HTTPS_PROXY: `http://pat:secret@127.0.0.1:${proxy.port}` }, null);
  const words = ['connect', 'trading-grid', '--secrets', '-', '--set', 'host=https://lens.acme.test'];
  const { out } = await runCommand(
    [...words, '--data', temporaryFolder()],
    '{"consumerKey":"abcd","consumerSecret":"efgh"}',
    env,
  );
  expect(out).toContain('(“lens.acme.test”) was issued by “Acme Inspection CA (Acme Inc.)”');
});

test.each([
  [
    'CERT_HAS_EXPIRED',
    'expired on 2026-11-15. Nothing was sent (CERT_HAS_EXPIRED).',
    'Check the clock of this computer.',
  ],
  ['CERT_NOT_YET_VALID', 'does not hold before 2025-11-15.', 'Check the clock of this computer.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'was issued by “Acme CA”, which this computer does not trust.', 'NODE_EXTRA_CA_CERTS'],
])('%s says when or who.', (code, message, next) => {
  const certificate = {
    subject: 'lens.acme.test',
    issuer: 'Acme CA',
    names: 'lens.acme.test',
    validFrom: Date.UTC(2025, 10, 15),
    validTo: Date.UTC(2026, 10, 15),
  };
  const where = { system: 'trading-grid', name: 'Trading Grid', host: 'lens.acme.test' };
  const error = certificateError(new UntrustedCertificate(code, certificate, null), where);
  expect([error.message, error.next]).toEqual([expect.stringContaining(message), expect.stringContaining(next)]);
  const blind = certificateError(new UntrustedCertificate(code, null, null), where);
  expect([blind.kind, blind.message]).toEqual(['set-up', expect.stringContaining('lens.acme.test')]);
});
