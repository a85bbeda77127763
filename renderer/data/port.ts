import { portMessage, wantPortMessage } from '#shared/model/host/window-channel.ts';

declare global {
  interface Window {
    /** Put there by the desktop app's preload; absent in a browser. */
    readonly gridlineDesktop?: unknown;
  }
}

/** Whether the page runs in the desktop app, where the core is reached through a port instead of a socket. */
export function hasDesktopPort(): boolean {
  return window.gridlineDesktop !== undefined;
}

let newest: MessagePort | undefined;
let waiting: (() => void)[] = [];

/**
 * Takes in the ports that are handed to the page. Any frame may post there: only a message of this window itself, where the
 * preload lives, counts. A port comes as the answer to a request, and unasked whenever the core was started anew.
 */
export function takePortsIn(): void {
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== portMessage || port === undefined) return;
    newest = port;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  });
}

/** Resolves when a port has come that nobody has taken yet. */
export function portCame(): Promise<void> {
  if (newest !== undefined) return Promise.resolve();
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** Takes the newest port to the core, asking the preload for one where there is none. Fails when none came by then. */
export async function takePort(timeoutMs: number): Promise<MessagePort> {
  if (newest === undefined) window.postMessage(wantPortMessage, window.location.origin);
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('The application did not hand over a connection.')), timeoutMs);
  });
  await Promise.race([portCame(), late]);
  const port = newest;
  newest = undefined;
  if (port === undefined) throw new Error('The connection was taken by another part of the page.');
  return port;
}
