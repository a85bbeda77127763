import { spawn } from 'node:child_process';
import { hostname, userInfo } from 'node:os';
import type { Log, Ports, SandboxPort, Vault } from '#core/ports.ts';
import { createNetwork } from './network/network.ts';
import { systemClock } from './system-clock.ts';

/** The ports of a host that is plain Node: the browser host and the command line. */
export function nodePorts(options: {
  readonly dataFolder: string;
  readonly vault: Vault;
  readonly log: Log;
  readonly sandbox: SandboxPort | null;
  /** What the system says of an origin; left out where the host can't ask it. */
  readonly systemProxy?: (origin: string) => Promise<string>;
}): Ports {
  const { systemProxy = null, ...given } = options;
  const network = createNetwork({ ...given, env: process.env, systemProxy });
  return {
    ...given,
    clock: systemClock,
    fetch: network.fetch,
    network: network.port,
    random: Math.random,
    actor: userName(),
    computer: hostname(),
    openExternal,
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A system account without a name, as in some containers.
    return 'someone';
  }
}

/** Opens a web address in the user's browser. Anything but https, or http on this machine, is refused. */
export async function openExternal(url: string): Promise<void> {
  const target = new URL(url);
  const local = target.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(target.hostname);
  if (target.protocol !== 'https:' && !local) throw new Error(`Only web addresses are opened, not ${target.protocol}`);
  const [command, ...rest] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open'];
  if (command === undefined) return;
  const child = spawn(command, [...rest, target.href], { stdio: 'ignore', detached: true });
  // Without a desktop there is nothing to open it with; the address is shown to the user as well.
  child.on('error', () => undefined);
  child.unref();
}
