import { app, type IpcMainEvent, session, shell } from 'electron';
import { consoleUrl } from './app-protocol.ts';

/** True only for the console's own top frame: everything else that speaks on IPC is refused. */
export function isConsole(event: Pick<IpcMainEvent, 'senderFrame' | 'sender'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(consoleUrl);
}

/** Opens https links, and http ones on this machine (the sandbox), in the user's browser. All else is dropped. */
export async function openInBrowser(address: string): Promise<void> {
  const url = URL.parse(address);
  if (url === null) return;
  const local = url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (url.protocol === 'https:' || local) await shell.openExternal(url.href);
}

/** Before the app is ready: Chromium asks for nothing by itself. Only what the core sends leaves this computer. */
export function stayAtHome(): void {
  for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability']) {
    app.commandLine.appendSwitch(name);
  }
}

/** No page but the console, no permission for anybody, no webview, no window of a page's own. */
export function guardContents(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  // Dictionaries come from a public host.
  session.defaultSession.setSpellCheckerEnabled(false);
  // Pages come from our own scheme, and nothing of theirs is on a network.
  session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: /^(https?|wss?|ftp):/i.test(url) }),
  );
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!event.url.startsWith(consoleUrl)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!event.url.startsWith(consoleUrl)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openInBrowser(url);
      return { action: 'deny' };
    });
  });
}
