import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { app } from './app.ts';
import { openChromium } from './chromium.ts';
import { WebContents } from './contents.ts';
import { announceLastWindowClosed, announceWebContents, onCloseWindows } from './life.ts';
import { fetchesDictionaries } from './session.ts';

const windows = new Set<BrowserWindow>();

/** A window: a page of a real Chromium. Refuses what would not be a safe window. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  private readonly preload: string;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    const { contextIsolation, sandbox, nodeIntegration, webSecurity, preload, spellcheck } =
      options.webPreferences ?? {};
    if (!contextIsolation || !sandbox || nodeIntegration || !webSecurity || preload === undefined) {
      throw new Error('This window would not be safe: isolation, a sandbox and a preload are expected.');
    }
    if (fetchesDictionaries(spellcheck)) process.stdout.write('fetches dictionaries\n');
    this.preload = preload;
    windows.add(this);
    announceWebContents(this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.webContents.load(await openChromium(app.getPath('userData')), this.preload, url);
    const forget = onCloseWindows(() => this.webContents.close());
    page.on('close', () => {
      forget();
      windows.delete(this);
      if (windows.size === 0) announceLastWindowClosed();
    });
    this.emit('ready-to-show');
  }

  show(): void {
    process.stdout.write('window\n');
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {}

  focus(): void {
    process.stdout.write('focus\n');
  }
}
