import { createContext, runInContext } from 'node:vm';
import { z } from 'zod';

/** The name of the isolated world in which the preload runs, as context isolation has it. */
export const preloadWorld = 'gridline preload';

/** The one function of the harness in that world; a page's own scripts cannot see it. */
export const bindingName = '__standIn';

/** Carried over a port to say that its other end is gone. */
const closedSentence = 'gridline stand-in: closed';

/** What crosses between a preload's world and the main process, as text. */
export const fromPreloadSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('send'), channel: z.string(), data: z.json() }),
  z.object({ type: z.literal('port'), port: z.number(), text: z.string() }),
]);

const inTopFrame = (body: string): string => `if (window === window.top) { ${body} }`;

/** What a sandboxed preload finds, around the built preload's code. Runs in the isolated world of each new document. */
export const isolatedScript = (preloadSource: string): string =>
  inTopFrame(`
  const listeners = new Map();
  const ports = new Map();
  const tell = (message) => ${bindingName}(JSON.stringify(message));
  const ipcRenderer = {
    send: (channel, data) => tell({ type: 'send', channel, data }),
    on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
  };
  // What is exposed is put into the page's world before its scripts run; here there is nothing left to do.
  const contextBridge = { exposeInMainWorld: () => undefined };
  globalThis.__receive = (channel, message, portIds) => {
    const given = portIds.map((id) => {
      const { port1, port2 } = new MessageChannel();
      ports.set(id, port1);
      port1.onmessage = (event) => {
        if (typeof event.data !== 'string') throw new Error('The stand-in carries text only.');
        tell({ type: 'port', port: id, text: event.data });
      };
      return port2;
    });
    for (const listener of listeners.get(channel) ?? []) listener({ ports: given }, message);
  };
  globalThis.__portReceive = (id, text) => ports.get(id)?.postMessage(text);
  globalThis.__portClosed = (id) => {
    ports.get(id)?.postMessage(${JSON.stringify(closedSentence)});
    ports.get(id)?.close();
    ports.delete(id);
  };
  const module = { exports: {} };
  const require = (name) => {
    if (name !== 'electron') throw new Error('A sandboxed preload has no ' + name);
    return { contextBridge, ipcRenderer };
  };
  ((require, module, exports, process) => {
${preloadSource}
  })(require, module, module.exports, { platform: ${JSON.stringify(process.platform)} });`);

/** What Electron adds to the web's MessagePort: a `close` event when the other end is gone. */
const closeEvents = `
  window.addEventListener('message', (event) => {
    for (const port of event.ports) {
      port.addEventListener('message', (message) => {
        if (message.data !== ${JSON.stringify(closedSentence)}) return;
        message.stopImmediatePropagation();
        port.dispatchEvent(new Event('close'));
      });
    }
  });`;

/** Puts into the page's own world what the preload exposes there, and nothing else. */
export function exposedScript(preloadSource: string): string {
  const exposed = exposedBy(preloadSource);
  const lines = Object.entries(exposed).map(
    ([name, api]) =>
      `Object.defineProperty(window, ${JSON.stringify(name)}, { value: Object.freeze(${JSON.stringify(api)}), enumerable: true });`,
  );
  return inTopFrame([...lines, closeEvents].join('\n'));
}

/** Runs the preload once without a page, only to hear what it exposes. */
function exposedBy(preloadSource: string): Record<string, unknown> {
  const exposed: Record<string, unknown> = {};
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => (exposed[name] = api) },
    ipcRenderer: { on: () => undefined, send: () => undefined },
  };
  const exports = {};
  const context = createContext({
    require: (name: string) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload has no ${name}.`);
      return electron;
    },
    exports,
    module: { exports },
    process: { platform: process.platform },
    window: { addEventListener: () => undefined },
  });
  runInContext(preloadSource, context);
  return exposed;
}
