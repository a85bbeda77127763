import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { onLastWindowClosed, onWebContents } from './life.ts';

const emitter = new EventEmitter();
const paths = new Map<string, string>();
let quitting = false;

type Used =
  | 'setName'
  | 'setPath'
  | 'getPath'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'isPackaged';

/** Enough of `app`: paths, one instance, and the order in which it ends. */
export const app: Pick<Electron.App, Used> & { on(event: string, listener: (...args: never[]) => void): void } = {
  isPackaged: false,
  setName: () => undefined,
  setPath: (name, path) => void paths.set(name, path),
  getPath: (name) => {
    const path = paths.get(name);
    if (path === undefined) throw new Error(`The stand-in has no path for ${name}: start it with --data.`);
    return path;
  },
  requestSingleInstanceLock: () => true,
  whenReady: async () => undefined,
  quit() {
    let prevented = false;
    emitter.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented && !quitting) {
      quitting = true;
      process.exit(0);
    }
  },
  exit: (code) => process.exit(code),
  on: (event, listener) => void emitter.on(event, listener),
};

onWebContents((contents) => emitter.emit('web-contents-created', {}, contents));
onLastWindowClosed(() => emitter.emit('window-all-closed'));
process.on('SIGTERM', () => app.quit());
process.on('message', (message) => {
  if (message === 'second-instance') emitter.emit('second-instance', {}, [], '');
  if (message === 'activate') emitter.emit('activate');
});
