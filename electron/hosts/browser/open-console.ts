import { spawn } from 'node:child_process';
import { findChromium } from '../lib/find-chromium.ts';
import { openExternal } from '../lib/node-ports.ts';

/** Shows the console where there is a display: as an app window of Chromium, else as a tab of whatever browser there is. */
export function openConsole(url: string): void {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const chromium = findChromium();
  if (chromium === null) {
    void openExternal(url).catch(() => undefined);
    return;
  }
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(chromium, [`--app=${url}`, '--no-first-run', ...root], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
