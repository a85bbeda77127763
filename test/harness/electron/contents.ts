import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import type { BrowserContext, CDPSession, Dialog, Page } from 'playwright-core';
import { ipcMain } from './ipc-main.ts';
import { type MessagePortMain, PortCarrier } from './ports.ts';
import { bindingName, exposedScript, fromPreloadSchema, isolatedScript, preloadWorld } from './preload-world.ts';
import { mayLeave } from './session.ts';
import { answer, isOurs, toAppUrl, toBrowserUrl } from './protocol.ts';

type Frame = { url: string };
type World = { readonly id: number; readonly frameId: string };
type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** A page of a real Chromium, with the built preload in an isolated world of its own. */
export class WebContents extends EventEmitter {
  readonly mainFrame: Frame = { url: '' };
  private page: Page | null = null;
  private session: CDPSession | null = null;
  private mainFrameId = '';
  private readonly frames = new Map<string, Frame>();
  private worlds: World[] = [];
  private openHandler: OpenHandler | null = null;
  private readonly carrier = new PortCarrier((message) => {
    if ('closed' in message) this.inPreload('__portClosed', [message.port]);
    else this.inPreload('__portReceive', [message.port, String(message.data)]);
  });

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  isDestroyed(): boolean {
    return this.page?.isClosed() ?? false;
  }

  postMessage(channel: string, message: unknown, ports: readonly MessagePortMain[] = []): void {
    const ids = ports.map((port) => this.carrier.adopt(port.inner));
    this.inPreload('__receive', [channel, message, ids]);
  }

  async load(context: BrowserContext, preload: string, url: string): Promise<Page> {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    this.page = page;
    this.session = session;
    const source = readFileSync(preload, 'utf8');
    await this.follow(session);
    await session.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolatedScript(source),
      worldName: preloadWorld,
    });
    await page.addInitScript({ content: exposedScript(source) });
    await this.serve(page, url);
    page.on('popup', (popup) => void popup.close());
    page.on('close', () => {
      this.carrier.closeAll();
      this.emit('destroyed');
    });
    page.on('dialog', (question) => void this.answer(question));
    await page.goto(toBrowserUrl(url));
    return page;
  }

  /** Closes as its user would: a page that has something unsaved may refuse. Answers whether it has closed. */
  async close(): Promise<boolean> {
    const { page } = this;
    if (page === null || page.isClosed()) return true;
    const closed = new Promise<boolean>((resolve) => {
      page.once('close', () => resolve(true));
      this.once('stays', () => resolve(false));
    });
    await page.close({ runBeforeUnload: true });
    return closed;
  }

  /** A page that refuses to end is kept, unless the app's handler prevents that. Electron shows no other dialogs either. */
  private async answer(question: Dialog): Promise<void> {
    let leaves = false;
    if (question.type() === 'beforeunload') {
      this.emit('will-prevent-unload', { preventDefault: () => (leaves = true) });
    }
    if (!leaves) this.emit('stays');
    // The test may have answered already.
    await (leaves ? question.accept() : question.dismiss()).catch(() => undefined);
  }

  /** Requests reach the app's protocol handler; a page that wants to go elsewhere is asked about first. */
  private async serve(page: Page, first: string): Promise<void> {
    let loaded = false;
    await page.route('**/*', async (route) => {
      const request = route.request();
      const url = toAppUrl(request.url());
      const moves = request.isNavigationRequest() && request.frame() === page.mainFrame();
      if (moves && !loaded && url === first) loaded = true;
      else if (moves && !this.mayNavigate(url)) return route.abort('aborted');
      if (!mayLeave(url)) return route.abort('blockedbyclient');
      if (!isOurs(url)) return route.continue();
      try {
        const response = await answer(url, request.method());
        return await route.fulfill({
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: Buffer.from(await response.arrayBuffer()),
        });
      } catch {
        // Electron answers for a handler that throws with a network error.
        return route.abort('failed').catch(() => undefined);
      }
    });
  }

  private mayNavigate(url: string): boolean {
    let prevented = false;
    this.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
    return !prevented;
  }

  private async follow(session: CDPSession): Promise<void> {
    session.on('Page.frameNavigated', ({ frame }) => {
      const known = frame.parentId === undefined ? this.mainFrame : (this.frames.get(frame.id) ?? { url: '' });
      known.url = toAppUrl(frame.url);
      this.frames.set(frame.id, known);
      if (frame.parentId === undefined) this.mainFrameId = frame.id;
    });
    session.on('Page.windowOpen', ({ url }) => {
      // Only the address is of interest to the app's handler, which always refuses.
      this.openHandler?.({ url } as Electron.HandlerDetails);
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === preloadWorld)
        this.worlds.push({ id: context.id, frameId: String(context.auxData?.frameId) });
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.worldGone(executionContextId));
    session.on('Runtime.executionContextsCleared', () => {
      for (const world of this.worlds) this.worldGone(world.id);
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === bindingName) this.hear(payload, executionContextId);
    });
    await session.send('Page.enable');
    const { frameTree } = await session.send('Page.getFrameTree');
    this.mainFrameId = frameTree.frame.id;
    this.frames.set(this.mainFrameId, this.mainFrame);
    await session.send('Runtime.enable');
  }

  /** A document that is gone takes its ports along. */
  private worldGone(id: number): void {
    const gone = this.worlds.find((world) => world.id === id);
    this.worlds = this.worlds.filter((world) => world !== gone);
    if (gone?.frameId === this.mainFrameId) this.carrier.closeAll();
  }

  private hear(payload: string, worldId: number): void {
    const message = fromPreloadSchema.parse(JSON.parse(payload));
    const frameId = this.worlds.find((world) => world.id === worldId)?.frameId ?? '';
    if (message.type === 'send') {
      const senderFrame = this.frames.get(frameId) ?? { url: 'about:blank' };
      ipcMain.emit(message.channel, { sender: this, senderFrame }, message.data);
    } else if (frameId === this.mainFrameId) this.carrier.receive(message.port, message.text);
  }

  private inPreload(name: string, args: readonly unknown[]): void {
    const world = this.worlds.findLast(({ frameId }) => frameId === this.mainFrameId);
    if (!world) return;
    this.session
      ?.send('Runtime.evaluate', {
        expression: `globalThis.${name}(...${JSON.stringify(args)})`,
        contextId: world.id,
      })
      .catch(() => undefined);
  }
}
