import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import type { Trust } from '#core/ports.ts';
import { readAuthorityFile } from './authority-file.ts';

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
  // Node and OpenSSL pass in silence over what they can't read there, and read no DER.
  const [extra, ofSystem] = [namedBy('NODE_EXTRA_CA_CERTS'), namedBy('SSL_CERT_FILE')];
  const troubles = [extra.trouble, ofSystem.trouble].filter((trouble) => trouble !== null);
  const system = distinct([...read('system'), ...ofSystem.certificates]);
  const added = distinct([...read('extra'), ...extra.certificates]);
  const known = { bundled: tls.rootCertificates.length, extra: added.length, troubles };
  if (calls.setDefaultCACertificates === undefined || system.length + added.length === 0) {
    return { ...known, system: null };
  }
  const all = distinct([...read('default'), ...system, ...added]);
  try {
    calls.setDefaultCACertificates(all);
  } catch {
    // One that can't be read would cost all others.
    calls.setDefaultCACertificates(all.filter(isReadable));
  }
  return { ...known, system: system.length === 0 ? null : system.length };
}

function namedBy(variable: string): ReturnType<typeof readAuthorityFile> {
  const path = process.env[variable];
  return path === undefined || path === '' ? { certificates: [], trouble: null } : readAuthorityFile(variable, path);
}

/** The same certificate is written in more than one way: with other line ends, or text around it. */
function distinct(certificates: readonly string[]): string[] {
  return [...new Map(certificates.map((pem) => [pem.replaceAll(/\s/g, ''), pem])).values()];
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
