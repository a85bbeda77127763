import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** No proxy and no authority of this machine: what a test says is all there is. `authorityFile` = what the system trusts. */
export function bareEnvironment(more: NodeJS.ProcessEnv, authorityFile: string | null): NodeJS.ProcessEnv {
  const empty = join(temporaryFolder(), 'certs');
  mkdirSync(empty);
  writeFileSync(join(empty, 'none.pem'), '');
  const unset = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  return {
    ...Object.fromEntries([...unset, 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'].map((name) => [name, undefined])),
    // Where OpenSSL looks for the system's store.
    SSL_CERT_FILE: authorityFile ?? join(empty, 'none.pem'),
    SSL_CERT_DIR: empty,
    ...more,
  };
}
