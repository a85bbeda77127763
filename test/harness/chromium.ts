import { findChromium } from '#hosts/lib/find-chromium.ts';

/** The Chromium of this machine; `npm test` has installed one where there was none. */
export function chromiumPath(): string {
  const path = process.env.CHROMIUM_PATH ?? findChromium();
  if (!path)
    throw new Error('These tests need Chromium: set CHROMIUM_PATH, or run npm test, which finds or installs it.');
  return path;
}

/** Quiet, and nothing beyond this machine is ever reached. */
export const chromiumArguments: readonly string[] = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
