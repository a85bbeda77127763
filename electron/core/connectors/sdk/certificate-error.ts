import type { Millis } from '#shared/lib/time.ts';
import type { UntrustedCertificate } from '../../ports.ts';
import { ConnectorError } from './error.ts';
import type { CallPlace } from './network-error.ts';

/** A certificate that was refused: which one, why, and what helps. Nothing was sent. */
export function certificateError(refused: UntrustedCertificate, { system, host }: CallPlace): ConnectorError {
  const { message, next } = explain(refused, host);
  return new ConnectorError('set-up', `${system}.certificate`, `${message} Nothing was sent (${refused.code}).`, {
    next,
    cause: refused,
  });
}

/** OpenSSL's words for a chain that ends before anybody who is trusted. */
const endsTooSoon: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

function explain(
  { code, certificate, troubles }: UntrustedCertificate,
  host: string,
): { message: string; next: string } {
  const renew = `If it is right, ask whoever runs ${host} to put a valid certificate there.`;
  if (code === 'CERT_HAS_EXPIRED') {
    const when = certificate === null ? '' : ` on ${day(certificate.validTo)}`;
    return {
      message: `The certificate of ${host}${named(certificate)} expired${when}.`,
      next: `Check the clock of this computer. ${renew}`,
    };
  }
  if (code === 'CERT_NOT_YET_VALID') {
    const when = certificate === null ? '' : ` before ${day(certificate.validFrom)}`;
    return {
      message: `The certificate of ${host}${named(certificate)} does not hold${when}.`,
      next: `Check the clock of this computer. ${renew}`,
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    const names = certificate === null || certificate.names === '' ? 'other names' : certificate.names;
    return {
      message: `The certificate of ${host}${named(certificate)} is for ${names}, not for ${host}.`,
      next: `Check the address in the settings. ${renew}`,
    };
  }
  const issuer = certificate === null ? 'its issuer' : `“${certificate.issuer}”`;
  return {
    message:
      certificate === null
        ? `The certificate of ${host} was issued by an authority that this computer does not trust.`
        : `The certificate of ${host}${named(certificate)} was issued by ${issuer}, which this computer does not trust.`,
    next:
      troubles.map(({ message, next }) => `${message} ${next} `).join('') +
      (endsTooSoon.has(code)
        ? `${host} may also have left out a certificate in between: if other programs know ${issuer}, ask whoever runs ${host} to send the whole chain. `
        : '') +
      `Ask IT for the certificate of ${issuer} and have it installed among the authorities that this computer trusts; ` +
      'then start Gridline again. Where that can’t be done, put it into a file and name the file in NODE_EXTRA_CA_CERTS. ' +
      `If nobody in your company knows ${issuer}, do not connect.`,
  };
}

function named(certificate: UntrustedCertificate['certificate']): string {
  return certificate === null ? '' : ` (“${certificate.subject}”)`;
}

function day(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10);
}
