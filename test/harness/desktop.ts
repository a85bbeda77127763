import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mainBundle = join(root, 'dist/main/main.js');

/** The desktop app, run by Electron's runtime where it is on this machine, else by the stand-in with real Chromium. */
export type Desktop = {
  readonly runtime: 'electron' | 'stand-in';
  readonly page: Page;
  /** The core's process: a new one after each death. */
  corePid(): number;
  /** Kills the core's process at once, as a crash would. */
  killCore(): void;
  /** What the app printed, line by line. */
  readonly lines: readonly string[];
  quit(): Promise<void>;
};

export async function launchDesktop(dataFolder: string, args: readonly string[] = []): Promise<Desktop> {
  if (!existsSync(mainBundle)) throw new Error('The desktop app is not built: npm test builds it.');
  const desktop = electronRuntime() === null ? await launchStandIn(dataFolder, args) : await launchElectron(dataFolder, args);
  onTestFinished(() => desktop.quit());
  return desktop;
}

async function launchStandIn(dataFolder: string, args: readonly string[]): Promise<Desktop> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['--import', new URL('./electron/register.ts', import.meta.url).href, mainBundle, '--data', dataFolder, ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, GRIDLINE_TEST_DEBUGGING_PORT: String(port) },
    },
  );
  const lines = readLines(child);
  try {
    await eventually(() => lines.includes('window'), 'the window is shown', 60_000);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = await eventually(
    () => browser.contexts().flatMap((context) => context.pages()).find((item) => item.url().includes('gridline')) ?? null,
    'the console’s page is there',
  );
  const corePid = (): number => Number(lines.findLast((line) => line.startsWith('core '))?.slice(5));
  return {
    runtime: 'stand-in',
    page,
    corePid,
    killCore: () => void process.kill(corePid(), 'SIGKILL'),
    lines,
    quit: async () => {
      await browser.close().catch(() => undefined);
      await ended(child);
    },
  };
}

async function launchElectron(dataFolder: string, args: readonly string[]): Promise<Desktop> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: electronRuntime() ?? undefined,
    args: [root, '--data', dataFolder, ...asRoot, ...args],
  });
  const lines = readLines(app.process());
  const page = await app.firstWindow();
  const corePid = (): Promise<number> =>
    app.evaluate(({ app: running }) => running.getAppMetrics().find(({ name }) => name === 'Gridline core')?.pid ?? 0);
  let pid = await eventually(async () => (await corePid()) || null, 'the core runs');
  return {
    runtime: 'electron',
    page,
    corePid: () => pid,
    killCore() {
      process.kill(pid, 'SIGKILL');
      void corePid().then((next) => (pid = next));
    },
    lines,
    quit: () => app.close(),
  };
}

function electronRuntime(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const nameFile = join(root, 'node_modules/electron/path.txt');
  const path = join(folder, existsSync(nameFile) ? readFileSync(nameFile, 'utf8').trim() : 'electron');
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return existsSync(path) && display ? path : null;
}

function readLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  let rest = '';
  child.stdout?.on('data', (chunk) => {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return lines;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 12_000);
  await gone;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port'))));
    });
  });
}
