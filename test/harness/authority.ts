import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A throwaway certificate authority, as a company has one of its own. */
export type Authority = {
  /** The file of its certificate, PEM. */
  readonly file: string;
  /** A key and certificate for these hosts. */
  issue(hosts: readonly string[], days?: number): { readonly key: string; readonly cert: string };
};

export function createAuthority(name = 'Acme Inspection CA'): Authority {
  const folder = temporaryFolder();
  const run = (...words: readonly string[]) => execFileSync('openssl', [...words], { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  run(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    `/O=Acme Inc./CN=${name}`,
  );
  let count = 0;
  return {
    file: join(folder, 'ca.pem'),
    issue(hosts, days = 2) {
      const file = `host-${++count}`;
      const names = hosts.map((host) => (/^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`)).join(',');
      writeFileSync(join(folder, `${file}.ext`), `subjectAltName=${names}\n`);
      run('req', ...newKey, '-keyout', `${file}.key`, '-out', `${file}.csr`, '-subj', `/CN=${hosts[0]}`);
      run(
        'x509',
        '-req',
        '-in',
        `${file}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        String(days),
        '-extfile',
        `${file}.ext`,
        '-out',
        `${file}.pem`,
      );
      const read = (suffix: string) => readFileSync(join(folder, `${file}.${suffix}`), 'utf8');
      return { key: read('key'), cert: read('pem') };
    },
  };
}
