import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { consoleUrl } from './app-protocol.ts';
import { askAboutUnsaved } from './unsaved.ts';

/** The console's window. Shown when its first paint is ready, so that nobody sees it white. */
export function openWindow(distFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 700,
    minHeight: 480,
    show: false,
    title: 'Gridline',
    backgroundColor: '#ffffff00',
    webPreferences: {
      preload: join(distFolder, 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Its dictionaries would be fetched from a public host.
      spellcheck: false,
    },
  });
  askAboutUnsaved(window);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(consoleUrl);
  return window;
}
