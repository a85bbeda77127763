import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumArguments } from '../chromium.ts';
import { wouldAllow } from './session.ts';

let running: Promise<BrowserContext> | null = null;

/** What Chromium asks the user about; in Electron the app's handlers answer instead. */
const permissions = ['geolocation', 'notifications', 'clipboard-read', 'midi', 'camera', 'microphone'] as const;

/** One Chromium for all windows. Its debugging port is where the test looks at the pages. */
export function openChromium(userData: string): Promise<BrowserContext> {
  running ??= launch(userData);
  return running;
}

async function launch(userData: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(join(userData, 'stand-in-chromium'), {
    executablePath: process.env.CHROMIUM_PATH,
    headless: true,
    // The app's windows are asked before they end, as Electron does; Playwright would close them at once.
    handleSIGTERM: false,
    chromiumSandbox: false,
    viewport: { width: 1440, height: 900 },
    args: [`--remote-debugging-port=${process.env.GRIDLINE_TEST_DEBUGGING_PORT ?? '0'}`, ...chromiumArguments],
  });
  const [blank] = context.pages();
  if (blank) {
    const session = await context.newCDPSession(blank);
    for (const name of permissions) {
      const setting = wouldAllow(name) ? 'granted' : 'denied';
      await session.send('Browser.setPermission', { permission: { name }, setting });
    }
  }
  return context;
}

export async function closeChromium(): Promise<void> {
  await (await running)?.close();
}
