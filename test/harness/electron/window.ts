import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Electron from 'electron';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { announceLastWindowClosed, announceWebContents } from './life.ts';
import { ipcMain } from './ipc-main.ts';
import { type MessagePortMain, PortCarrier } from './ports.ts';
import { answer, toAppUrl, toBrowserUrl } from './protocol.ts';
import { app } from './app.ts';
import { pageScript } from './page.ts';

/** One Chromium for all windows; its debugging port is where the test looks at the pages. */
let browser: Promise<BrowserContext> | null = null;

function context(): Promise<BrowserContext> {
  browser ??= chromium.launchPersistentContext(join(app.getPath('userData'), 'chromium'), {
    executablePath: process.env.CHROMIUM_PATH,
    headless: true,
    viewport: { width: 1440, height: 900 },
    chromiumSandbox: false,
    args: [
      `--remote-debugging-port=${process.env.GRIDLINE_TEST_DEBUGGING_PORT ?? '0'}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  });
  return browser;
}

type Frame = { readonly url: string };

class WebContents extends EventEmitter {
  readonly mainFrame: Frame = { url: '' };
  private page: Page | null = null;
  private readonly carrier = new PortCarrier((message) => void this.carry(message));
  private windowOpenHandler: ((details: { readonly url: string }) => unknown) | null = null;

  setWindowOpenHandler(handler: (details: { readonly url: string }) => unknown): void {
    this.windowOpenHandler = handler;
  }

  isDestroyed(): boolean {
    return this.page?.isClosed() ?? false;
  }

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[] = []): void {
    const ids = ports.map((port) => this.carrier.adopt(port.inner));
    void this.page
      ?.evaluate(([name, data, numbers]) => (window as unknown as Bridge).__gridlineReceive(name, data, numbers), [
        channel,
        message,
        ids,
      ] as const)
      .catch(() => undefined);
  }

  async show(page: Page, preload: string, url: string): Promise<void> {
    this.page = page;
    const frame = this.mainFrame as { url: string };
    await page.route('**/*', async (route) => {
      const response = await answer(route.request().url(), route.request().method());
      if (response === null) return route.abort();
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    await page.exposeBinding('__gridlineSend', ({ frame: sender }, channel: string, data: unknown) => {
      const top = sender === page.mainFrame();
      ipcMain.emit(
        channel,
        { sender: this, senderFrame: top ? this.mainFrame : { url: toAppUrl(sender.url()) } },
        data,
      );
    });
    await page.exposeBinding('__gridlinePort', (_source, id: number, data: unknown) => this.carrier.receive(id, data));
    await page.addInitScript({ content: pageScript(readFileSync(preload, 'utf8')) });
    page.on('framenavigated', (moved) => {
      if (moved === page.mainFrame()) frame.url = toAppUrl(moved.url());
    });
    page.on('popup', (popup) => {
      this.windowOpenHandler?.({ url: popup.url() });
      void popup.close();
    });
    page.on('close', () => {
      this.carrier.closeAll();
      this.emit('destroyed');
    });
    frame.url = url;
    await page.goto(toBrowserUrl(url));
  }

  private async carry(message: { readonly port: number; readonly data?: unknown }): Promise<void> {
    if (!this.page || this.page.isClosed()) return;
    await this.page
      .evaluate(
        ([id, closed, data]) => {
          const bridge = window as unknown as Bridge;
          if (closed) bridge.__gridlinePortClosed(id);
          else bridge.__gridlinePortReceive(id, data);
        },
        [message.port, 'closed' in message, message.data] as const,
      )
      .catch(() => undefined);
  }
}

type Bridge = {
  __gridlineReceive(channel: string, message: unknown, ports: readonly number[]): void;
  __gridlinePortReceive(id: number, data: unknown): void;
  __gridlinePortClosed(id: number): void;
};

const windows = new Set<BrowserWindow>();

/** A window: a page of a real Chromium, with the built preload in front of its scripts. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  private readonly preload: string;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    const preferences = options.webPreferences ?? {};
    const safe =
      preferences.contextIsolation && preferences.sandbox && !preferences.nodeIntegration && preferences.webSecurity;
    if (!safe || !preferences.preload)
      throw new Error('This window would not be safe: isolation, sandbox and a preload are expected.');
    this.preload = preferences.preload;
    windows.add(this);
    announceWebContents(this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  async loadURL(url: string): Promise<void> {
    const pages = (await context()).pages();
    const page = pages.find((item) => item.url() === 'about:blank') ?? (await (await context()).newPage());
    page.on('close', () => {
      windows.delete(this);
      if (windows.size === 0) announceLastWindowClosed();
    });
    await this.webContents.show(page, this.preload, url);
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
