/** Runs in the page before its own scripts: what a sandboxed preload finds, around the built preload's code. */
export const pageScript = (preloadSource: string): string => `(() => {
  const listeners = new Map();
  const ports = new Map();
  const ipcRenderer = {
    send: (channel, data) => void window.__gridlineSend(channel, data),
    on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
  };
  const contextBridge = {
    exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(structuredClone(api)) }),
  };
  window.__gridlineReceive = (channel, message, portIds) => {
    const given = portIds.map((id) => {
      const { port1, port2 } = new MessageChannel();
      ports.set(id, port1);
      port1.onmessage = (event) => void window.__gridlinePort(id, event.data);
      return port2;
    });
    for (const listener of listeners.get(channel) ?? []) listener({ ports: given }, message);
  };
  window.__gridlinePortReceive = (id, data) => ports.get(id)?.postMessage(data);
  window.__gridlinePortClosed = (id) => { ports.get(id)?.close(); ports.delete(id); };
  const module = { exports: {} };
  const require = (name) => {
    if (name !== 'electron') throw new Error('A sandboxed preload has no ' + name);
    return { contextBridge, ipcRenderer };
  };
  ((require, module, exports, process) => {
${preloadSource}
  })(require, module, module.exports, { platform: 'linux' });
})();`;
