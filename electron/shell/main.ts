import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, ipcMain, session } from 'electron';
import { fromWindowSchema } from '#shared/model/host/host-messages.ts';
import { windowChannel } from '#shared/model/host/window-channel.ts';
import { registerScheme, serveScheme } from './app-protocol.ts';
import { readArguments } from './arguments.ts';
import { startCoreProcess } from './core-process.ts';
import { askAboutCore } from './core-trouble.ts';
import { guardContents, isConsole, openInBrowser, stayAtHome } from './guard.ts';
import { openLogFile } from './log-file.ts';
import { makeFolder } from './make-folder.ts';
import { setMenu } from './menu.ts';
import { openSystemVault } from './system-vault.ts';
import { openWindow } from './window.ts';

const distFolder = fileURLToPath(new URL('..', import.meta.url));

/** The desktop app: windows and the operating system. All the work is done by the core in its own process. */
async function runDesktop(): Promise<void> {
  const { dataFolder: chosen, firstRun } = readArguments(process.argv, process.env);
  app.setName('Gridline');
  if (chosen !== null) app.setPath('userData', chosen);
  const dataFolder = app.getPath('userData');
  makeFolder(dataFolder);

  // The second instance hands over to the first: two cores must never share a refresh token.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerScheme();
  stayAtHome();
  await app.whenReady();
  serveScheme(join(distFolder, 'renderer'));
  guardContents();
  setMenu();

  const log = openLogFile(dataFolder);
  const core = startCoreProcess({
    modulePath: join(distFolder, 'hosts', 'utility.js'),
    dataFolder,
    sandboxWhenFresh: !firstRun,
    vault: await openSystemVault(dataFolder),
    openExternal: openInBrowser,
    // What Chromium knows of the system's settings, PAC scripts included; it asks for no page.
    resolveProxy: (origin) => session.defaultSession.resolveProxy(origin),
    log,
    onFatal(message) {
      dialog.showErrorBox('Gridline cannot start', message);
      app.exit(1);
    },
    onGivenUp() {
      void askAboutCore({ dataFolder, logPath: log.path, tryAgain: () => core.tryAgain() });
    },
  });

  ipcMain.on(windowChannel, (event, data: unknown) => {
    if (!isConsole(event)) return;
    const message = fromWindowSchema.safeParse(data);
    if (!message.success) return;
    if (message.data.type === 'want-port') core.attach(event.sender);
    else void openInBrowser(message.data.url);
  });

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return void openWindow(distFolder);
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(distFolder);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let ended = false;
  // When the windows have gone: a person may still choose to stay, and needs the core then.
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void core.stop().finally(() => {
      ended = true;
      app.quit();
    });
  });

  openWindow(distFolder);
}

void runDesktop();
