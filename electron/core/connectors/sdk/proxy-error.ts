import type { ProxyFailure } from '../../ports.ts';
import { ConnectorError } from './error.ts';
import type { CallPlace } from './network-error.ts';

/** A proxy that stands in the way: nothing has reached the far side. */
export function proxyError(failure: ProxyFailure, { system, host }: CallPlace): ConnectorError {
  const { proxy, status, offered } = failure;
  const make = (kind: 'set-up' | 'unavailable', code: string, message: string, next: string) =>
    new ConnectorError(kind, `${system}.${code}`, `${message} Nothing was sent.`, { next, cause: failure });
  if (status === null) {
    return make(
      'unavailable',
      'proxy-unreachable',
      `The proxy ${proxy}, which leads to ${host}, can't be reached.`,
      'Check whether this computer is in the company network, and the proxy with: gridline proxy',
    );
  }
  if (status === 407) {
    const basic = offered === null || /\bbasic\b/i.test(offered);
    return make(
      'set-up',
      'proxy-sign-in',
      `The proxy ${proxy} wants a sign-in${offered === null ? '' : ` (${offered})`} or refused the one it got (407).`,
      basic
        ? 'Give its user name and password: gridline proxy ADDRESS --secrets FILE, or in HTTPS_PROXY as http://user:password@host:port.'
        : 'Gridline can sign in to a proxy with a user name and password only (Basic). Ask IT for a proxy, or an exception, that allows it.',
    );
  }
  return status >= 500
    ? make(
        'unavailable',
        'proxy-refused',
        `The proxy ${proxy} could not reach ${host} (${status}).`,
        'Check the address in the settings. If it is right, ask IT why the proxy can’t reach it.',
      )
    : make(
        'set-up',
        'proxy-refused',
        `The proxy ${proxy} does not let anybody through to ${host} (${status}).`,
        `Ask IT to allow ${host} on the proxy.`,
      );
}
