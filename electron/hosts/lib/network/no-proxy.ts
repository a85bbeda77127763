import { BlockList, isIP } from 'node:net';

/** Says of a host and port whether it is called without a proxy. */
export type Exceptions = (host: string, port: number) => boolean;

/**
 * The usual forms of `NO_PROXY`, separated by commas, semicolons or blanks: `*`; `acme.example` (and all below it);
 * `.acme.example`, `*.acme.example`; each with `:port`; addresses, `[::1]:8080`, `10.0.0.0/8`, `10.0.0.1-10.0.0.9`;
 * and `<local>` for names without a dot, as Windows has it. What is none of these matches nothing.
 */
export function parseExceptions(text: string): Exceptions {
  const tests = text
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '')
    .map(parseEntry);
  return (host, port) => {
    const bare = bareHost(host);
    return tests.some((test) => test(bare, port));
  };
}

/** This computer itself, by any of its names: never through a proxy, whatever is set. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  return bare === 'localhost' || bare.endsWith('.localhost') || inList(loopback, bare);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function parseEntry(entry: string): Exceptions {
  if (entry === '*') return () => true;
  if (entry === '<local>') return (host) => !host.includes('.') && isIP(host) === 0;
  const network = parseNetwork(entry);
  if (network !== null) return (host) => inList(network, host);
  const [, named = '', digits] = /^(.*?)(?::(\d{1,5}))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  const name = bareHost(named).replace(/^\*?\./, '');
  const rightPort = (port: number) => digits === undefined || Number(digits) === port;
  if (isIP(name) !== 0) {
    const list = new BlockList();
    list.addAddress(name, family(name));
    return (host, port) => rightPort(port) && inList(list, host);
  }
  return (host, port) => name !== '' && rightPort(port) && (host === name || host.endsWith(`.${name}`));
}

/** `10.0.0.0/8`, `fd00::/8`, `10.0.0.1-10.0.0.9`; null where it is neither. */
function parseNetwork(entry: string): BlockList | null {
  const list = new BlockList();
  const [, net, bits] = /^\[?([\da-f.:]+)\]?\/(\d{1,3})$/i.exec(entry) ?? [];
  const [, first, last] = /^([\da-f.:]+)-([\da-f.:]+)$/i.exec(entry) ?? [];
  try {
    if (net !== undefined && isIP(net) !== 0) list.addSubnet(net, Number(bits), family(net));
    else if (first !== undefined && last !== undefined && isIP(first) !== 0) list.addRange(first, last, family(first));
    else return null;
    return list;
  } catch {
    return null;
  }
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function inList(list: BlockList, host: string): boolean {
  return isIP(host) !== 0 && list.check(host, family(host));
}

/** `[::1]` is `::1`, and a dot at the end of a name changes nothing. */
function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
