import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchDesktop } from '#test/harness/desktop.ts';
import type { Host } from './world.ts';

/** The console in the desktop app's window. */
export async function startDesktopHost(dataFolder: string, args: readonly string[]): Promise<Host> {
  const desktop = await launchDesktop(dataFolder, { args });
  const log = join(dataFolder, 'logs/gridline.log');
  let told = 0;
  return {
    page: desktop.page,
    crash: () => desktop.killCore(),
    // The app starts its core again by itself.
    recover: async () => undefined,
    heard() {
      const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
      const whole = text.slice(told, text.lastIndexOf('\n') + 1);
      told += whole.length;
      return whole.split('\n');
    },
    close: async () => void (await desktop.quit()),
  };
}
