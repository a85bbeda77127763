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

/** Asks the preload for a port to the core. Fails after `timeout` milliseconds without an answer. */
export function requestPort(timeout: number): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(undefined), timeout);
    const finish = (port: MessagePort | undefined) => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
      if (port === undefined) reject(new Error('The application did not hand over a connection.'));
      else resolve(port);
    };
    // Any frame may post here: only a message of this window itself, where the preload lives, counts.
    const onMessage = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source === window && event.data === 'gridline:port' && port !== undefined) finish(port);
    };
    window.addEventListener('message', onMessage);
    window.postMessage('gridline:want-port', '*');
  });
}
