import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';

/** How many authorities are trusted, and from where. `system` null where this runtime can't read the system's store. */
export type Trust = { readonly bundled: number; readonly system: number | null; readonly extra: number };

let trust: Trust | null = null;

/**
 * Trusts what this computer trusts: the authorities that come with Node, those of NODE_EXTRA_CA_CERTS, and those of the
 * system's own store, where a company puts the one that inspects its traffic. Done once, before the first TLS connection.
 * Electron's Node stands on BoringSSL and may lack one of the calls: then what it trusts already is left as it is.
 */
export function trustTheSystem(): Trust {
  trust ??= addSystem();
  return trust;
}

function addSystem(): Trust {
  const calls: Partial<Pick<typeof tls, 'getCACertificates' | 'setDefaultCACertificates'>> = tls;
  const read = (kind: 'bundled' | 'extra' | 'system' | 'default'): readonly string[] => {
    try {
      return calls.getCACertificates?.(kind) ?? [];
    } catch {
      return [];
    }
  };
  const known = { bundled: tls.rootCertificates.length, extra: read('extra').length };
  const system = read('system');
  if (system.length === 0 || calls.setDefaultCACertificates === undefined) return { ...known, system: null };
  const all = [...new Set([...read('default'), ...system])];
  try {
    calls.setDefaultCACertificates(all);
  } catch {
    // One that can't be read would cost all others.
    calls.setDefaultCACertificates(all.filter(isReadable));
  }
  return { ...known, system: new Set(system).size };
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
