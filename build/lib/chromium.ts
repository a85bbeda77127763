import { existsSync } from 'node:fs';
import { findChromium } from '#hosts/lib/find-chromium.ts';
import { capture } from './run.ts';

/** A Chromium for the tests: the one that is there, else Debian's, installed. Throws with the one thing to do. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing Chromium from Debian’s packages for the tests …');
    await capture('apt-get', ['update', '-qq']);
    const { code, output } = await capture('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    const installed = findChromium();
    if (code === 0 && installed !== null) return installed;
    console.error(output);
  }
  throw new Error('The tests need Chromium: install it, or set CHROMIUM_PATH to the program, and run npm test again.');
}
