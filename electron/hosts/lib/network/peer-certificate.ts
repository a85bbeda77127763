import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect as connectSocket, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { CertificateInWords } from '#core/ports.ts';
import type { Proxy } from './proxy-address.ts';

/** Longer than this, and the message does without. */
const patienceMs = 5_000;

/**
 * The certificate that a host shows, for a message about why it was refused: the error itself does not say. The
 * connection is closed as soon as it is there; nothing is ever sent over it. Null where it can't be had.
 */
export async function peerCertificate(url: URL, way: Proxy | null): Promise<CertificateInWords | null> {
  const port = Number(url.port) || 443;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const socket =
      way === null ? connectSocket({ host, port, signal }) : await tunnel(way, `${url.hostname}:${port}`, signal);
    return await look(socket, host, signal);
  } catch {
    return null;
  }
}

function look(socket: Duplex, host: string, signal: AbortSignal): Promise<CertificateInWords | null> {
  return new Promise((resolve, reject) => {
    const end = (result: CertificateInWords | null) => {
      secure.destroy();
      socket.destroy();
      resolve(result);
    };
    // Not trusted, only looked at.
    const secure = tls.connect({
      socket,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    socket.on('error', () => end(null));
    secure.on('error', () => end(null));
    signal.addEventListener('abort', () => end(null), { once: true });
    secure.once('secureConnect', () => {
      try {
        end(inWords(secure));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  });
}

function inWords(secure: tls.TLSSocket): CertificateInWords | null {
  const certificate = secure.getPeerX509Certificate();
  if (certificate === undefined) return null;
  // The last one that was sent is the one whose issuer was looked for in vain.
  let top = certificate;
  for (let depth = 0; top.issuerCertificate !== undefined && depth < 10; depth++) top = top.issuerCertificate;
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(top.issuer),
    names: (certificate.subjectAltName ?? '').replaceAll(/\b(DNS|IP Address):/g, ''),
    validFrom: certificate.validFromDate.getTime(),
    validTo: certificate.validToDate.getTime(),
  };
}

/** `Acme Inspection CA (Acme Inc.)` of lines such as `CN=Acme Inspection CA` and `O=Acme Inc.`. */
function nameOf(lines: string): string {
  const part = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(lines)?.[1] ?? null;
  const [name, organisation] = [part('CN') ?? part('OU'), part('O')];
  if (name === null || name === organisation) return organisation ?? lines.replaceAll('\n', ', ');
  return organisation === null ? name : `${name} (${organisation})`;
}

/** A way through a proxy of HTTP; others are not looked through. */
function tunnel({ address, credentials }: Proxy, target: string, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const proxy = new URL(address);
    if (proxy.protocol === 'socks5:') return reject(new Error('not looked through'));
    const token = credentials === null ? null : Buffer.from(`${credentials.user}:${credentials.password}`);
    const call = (proxy.protocol === 'https:' ? secureRequest : request)({
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: {
        host: target,
        ...(token === null ? {} : { 'proxy-authorization': `Basic ${token.toString('base64')}` }),
      },
      agent: false,
      signal,
    });
    call.once('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error('refused'));
    });
    call.once('response', () => call.destroy(new Error('refused')));
    call.once('error', reject);
    call.end();
  });
}
