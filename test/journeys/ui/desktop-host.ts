import { launchDesktop } from '#test/harness/desktop.ts';
import type { Host } from './world.ts';

/** The console in the desktop app's window. */
export async function startDesktopHost(dataFolder: string, args: readonly string[]): Promise<Host> {
  const desktop = await launchDesktop(dataFolder, { args });
  return {
    page: desktop.page,
    crash: () => desktop.killCore(),
    // The app starts its core again by itself.
    recover: async () => undefined,
    close: async () => void (await desktop.quit()),
  };
}
