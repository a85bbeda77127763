import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { z } from 'zod';
import { chromiumArguments, chromiumPath } from '#test/harness/chromium.ts';
import { eventually } from '#test/harness/eventually.ts';
import { freePort } from '#test/harness/free-port.ts';
import { endProcess, killWithTests, readLines } from '#test/harness/processes.ts';
import type { Host } from './world.ts';

const root = join(import.meta.dirname, '../../..');
const answerSchema = z.object({ url: z.url() });

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    headless: true,
    chromiumSandbox: false,
    args: [...chromiumArguments],
  });
}

/** `gridline start` from source, as a person at a terminal runs it. */
async function startServer(
  dataFolder: string,
  port: number,
  args: readonly string[],
  hear: (lines: readonly string[]) => void,
): Promise<{ readonly child: ChildProcess; readonly signInUrl: string }> {
  const child = spawn(
    process.execPath,
    [
      'electron/hosts/cli/main.ts',
      'start',
      '--no-open',
      '--json',
      '--data',
      dataFolder,
      '--port',
      String(port),
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  killWithTests(child);
  let printed = '';
  const complaints = readLines(child.stderr);
  hear(complaints);
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  try {
    const { url } = await eventually(
      () => {
        if (child.exitCode !== null) throw new Error(`gridline start ended:\n${complaints.join('\n')}`);
        return answerSchema.parse(JSON.parse(printed));
      },
      'the console’s address is printed',
      30_000,
    );
    return { child, signInUrl: url };
  } catch (error) {
    await endProcess(child);
    throw error;
  }
}

export type BrowserHost = Host & {
  /** The core is started again. The new run has a new key, and nobody has opened its address yet: this gives it. */
  readonly restart: () => Promise<string>;
};

/** The console in Chromium, served on loopback. */
export async function startBrowserHost(dataFolder: string, args: readonly string[]): Promise<BrowserHost> {
  const port = await freePort();
  const logs: (readonly string[])[] = [];
  const start = () => startServer(dataFolder, port, args, (lines) => logs.push(lines));
  let told = 0;
  let { child, signInUrl } = await start();
  const browser = await launchChromium().catch(async (error: unknown) => {
    await endProcess(child);
    throw error;
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(signInUrl);
  const restart = async () => {
    ({ child, signInUrl } = await start());
    return signInUrl;
  };
  return {
    page,
    restart,
    async crash() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async recover() {
      // Its address is opened once more, and the page that is open already goes on.
      await context.request.get(await restart());
    },
    heard() {
      const lines = logs.flat();
      const heard = lines.slice(told);
      told = lines.length;
      return heard;
    },
    async close() {
      await browser.close();
      await endProcess(child);
    },
  };
}
