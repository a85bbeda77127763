import { HostError, ProxyFailure, UntrustedCertificate } from '../../ports.ts';
import { certificateError } from './certificate-error.ts';
import { ConnectorError } from './error.ts';
import { proxyError } from './proxy-error.ts';

/** Causes that stop a request before a byte of it has left: nothing was done. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_NODATA',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The far side does not speak TLS as we do, or at all. */
const noTls = /^(EPROTO|ERR_SSL_|ERR_TLS_)/;

/** Whom a call was for: connector id, the far side's name in sentences, and its host. */
export type CallPlace = { readonly system: string; readonly name: string; readonly host: string };

/** A failure of the network below HTTP, as ours. `effect` = the request may have changed something on the far side. */
export function networkError(error: unknown, where: CallPlace & { readonly effect: boolean }): ConnectorError {
  const refused = causeOf(error, ProxyFailure);
  if (refused !== null) return proxyError(refused, where);
  const untrusted = causeOf(error, UntrustedCertificate);
  if (untrusted !== null) return certificateError(untrusted, where);
  const host = causeOf(error, HostError);
  const code = causeCode(error);
  const prefix = where.system;
  if (host !== null) {
    return new ConnectorError('set-up', `${prefix}.network`, host.message, { next: host.next, cause: error });
  }
  if (code !== null && noTls.test(code)) {
    return new ConnectorError(
      'set-up',
      `${prefix}.tls`,
      `No secure connection could be made with ${where.host} (${code}), so nothing was sent.`,
      {
        next: 'Check the address and its port in the settings: what answers there may not support https.',
        cause: error,
      },
    );
  }
  if (code !== null && neverSent.has(code)) {
    return new ConnectorError(
      'unavailable',
      `${prefix}.unreachable`,
      `${where.name} can't be reached at ${where.host} (${code}).`,
      { next: 'Check the network connection and the address in the settings.', cause: error },
    );
  }
  const cut = `The connection to ${where.name} broke off${code === null ? '' : ` (${code})`}`;
  return where.effect
    ? new ConnectorError('unclear', `${prefix}.connection-lost`, `${cut} before the answer came.`, { cause: error })
    : new ConnectorError('unavailable', `${prefix}.connection-lost`, `${cut} before the whole answer came.`, {
        cause: error,
      });
}

function causeOf<T extends Error>(error: unknown, kind: abstract new (...args: never[]) => T): T | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof kind) return at;
  }
  return null;
}

function causeCode(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError) {
      const inner = at.errors.map(causeCode).find((code) => code !== null);
      if (inner !== undefined) return inner;
    }
  }
  return null;
}
