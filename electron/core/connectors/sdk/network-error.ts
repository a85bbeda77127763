import { ConnectorError } from './error.ts';

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

const certificate =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL|EPROTO|ALTNAME|HOSTNAME_MISMATCH/;

/** A failure of the network below HTTP, as ours. `effect` = the request may have changed something on the far side. */
export function networkError(
  error: unknown,
  where: { readonly system: string; readonly name: string; readonly host: string; readonly effect: boolean },
): ConnectorError {
  const code = causeCode(error);
  const prefix = where.system;
  if (code !== null && certificate.test(code)) {
    return new ConnectorError(
      'set-up',
      `${prefix}.certificate`,
      `The certificate of ${where.host} could not be trusted (${code}), so nothing was sent.`,
      {
        next: 'Check the address. If your company inspects traffic, ask IT to add its certificate to this computer.',
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
