import { contextBridge, ipcRenderer } from 'electron';
import type { FromWindow } from '#shared/model/host/host-messages.ts';
import { portMessage, wantPortMessage, windowChannel } from '#shared/model/host/window-channel.ts';

/** The whole bridge: a mark that this is the desktop app, and the port to the core, passed on. No API of Electron's. */
contextBridge.exposeInMainWorld('gridlineDesktop', { platform: process.platform });

const wantPort: FromWindow = { type: 'want-port' };
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === wantPortMessage) ipcRenderer.send(windowChannel, wantPort);
});

ipcRenderer.on(portMessage, (event) => {
  window.postMessage(portMessage, window.location.origin, [...event.ports]);
});
