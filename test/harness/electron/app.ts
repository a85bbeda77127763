import { EventEmitter } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Electron from 'electron';
import { closeChromium } from './chromium.ts';
import { closeWindows, onLastWindowClosed, onWebContents } from './life.ts';

const emitter = new EventEmitter();
const paths = new Map<string, string>();
let ending = false;
let quitting = false;
let lockFile: string | null = null;

type Used =
  | 'setName'
  | 'setPath'
  | 'getPath'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'isPackaged';

/** Enough of `app`: paths, one instance for each user folder, and the order in which it ends. */
export const app: Pick<Electron.App, Used> & {
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch'>;
  on(event: string, listener: (...args: unknown[]) => void): void;
} = {
  commandLine: {
    appendSwitch: () => undefined,
  },
  isPackaged: false,
  setName: () => undefined,
  setPath: (name, path) => void paths.set(name, path),
  getPath: (name) => {
    const path = paths.get(name);
    if (path === undefined) throw new Error(`The stand-in has no path for ${name}: start it with --data.`);
    return path;
  },
  requestSingleInstanceLock() {
    const path = join(app.getPath('userData'), 'stand-in.lock');
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
    } catch {
      const first = Number(readFileSync(path, 'utf8'));
      if (wake(first)) return false;
      writeFileSync(path, String(process.pid));
    }
    lockFile = path;
    process.on('SIGUSR2', () => emitter.emit('second-instance', {}, [], ''));
    return true;
  },
  whenReady: async () => undefined,
  quit() {
    if (ending || quitting || prevents('before-quit')) return;
    quitting = true;
    void closeWindows().then((closed) => {
      quitting = false;
      if (closed && !prevents('will-quit')) app.exit(0);
    });
  },
  exit(code) {
    if (ending) return;
    ending = true;
    if (lockFile !== null) rmSync(lockFile, { force: true });
    void closeChromium().finally(() => process.exit(code));
  },
  on: (event, listener) => void emitter.on(event, listener),
};

function prevents(event: string): boolean {
  let prevented = false;
  emitter.emit(event, { preventDefault: () => (prevented = true) });
  return prevented;
}

/** Tells the first instance that there was a second; false where the first is gone. */
function wake(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGUSR2');
  } catch {
    return false;
  }
}

onWebContents((contents) => emitter.emit('web-contents-created', {}, contents));
onLastWindowClosed(() => {
  if (!ending && !quitting) emitter.emit('window-all-closed');
});
process.on('SIGTERM', () => app.quit());
// A test that is gone takes its desktop app along.
process.on('disconnect', () => process.exit(1));
