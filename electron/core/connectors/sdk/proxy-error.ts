import { assertNever } from '#shared/lib/assert-never.ts';
import type { ProxyFailure } from '../../ports.ts';
import { ConnectorError } from './error.ts';
import type { CallPlace } from './network-error.ts';

/** A proxy that stands in the way: nothing has reached the far side. */
export function proxyError(failure: ProxyFailure, { system, host }: CallPlace): ConnectorError {
  const { proxy, kind, offered } = failure;
  const said = failure.said === null ? '' : ` (${failure.said})`;
  const make = (trouble: 'set-up' | 'unavailable', code: string, message: string, next: string) =>
    new ConnectorError(trouble, `${system}.${code}`, `${message} Nothing was sent.`, { next, cause: failure });
  switch (kind) {
    case 'unreachable':
      return make(
        'unavailable',
        'proxy-unreachable',
        `The proxy ${proxy}, which leads to ${host}, can't be reached.`,
        'Check whether this computer is in the company network, and which proxy is set with: gridline proxy',
      );
    case 'sign-in':
      return make(
        'set-up',
        'proxy-sign-in',
        `The proxy ${proxy} wants a sign-in${offered === null ? '' : ` by ${offered}`}, or refused the one it got${said}.`,
        offered === null || /\bbasic\b/i.test(offered)
          ? 'Give its user name and password: gridline proxy ADDRESS --secrets FILE, or in HTTPS_PROXY as http://user:password@host:port.'
          : 'Gridline can sign in to a proxy with a user name and password only (Basic). Ask IT for a proxy, or an exception, that allows it.',
      );
    case 'forbidden':
      return make(
        'set-up',
        'proxy-refused',
        `The proxy ${proxy} does not let this computer through to ${host}${said}.`,
        `Ask IT to allow ${host} on the proxy.`,
      );
    case 'no-way':
      return make(
        'unavailable',
        'proxy-no-way',
        `The proxy ${proxy} could not reach ${host}${said}.`,
        'Check the address in the settings. If it is right, ask IT why the proxy can’t reach it.',
      );
    default:
      return assertNever(kind, 'kind of proxy failure');
  }
}
