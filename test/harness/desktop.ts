import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './chromium.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { endProcess, killWithTests, readLines } from './processes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mainBundle = join(root, 'dist/main/main.js');

/** The desktop app, run by Electron's runtime where it is on this machine, else by the stand-in with real Chromium. */
export type Desktop = {
  readonly runtime: 'electron' | 'stand-in';
  readonly page: Page;
  /** The main process. */
  readonly pid: number;
  /** The core's process: a new one after each death. */
  corePid(): Promise<number>;
  /** Kills the core's process at once, as a crash would. */
  killCore(): Promise<void>;
  /** What the stand-in printed, line by line: `core PID`, `window`, `focus`, `open URL`. */
  readonly lines: readonly string[];
  /** Chooses a button of the question that the stand-in printed as `dialog {...}`. */
  choose(button: number): void;
  /** Ends the app as its user would; answers with the exit code. Ending it twice does nothing. */
  quit(): Promise<number | null>;
};

type Options = {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What looks into the stand-in itself runs there, whether or not there is a real runtime. */
  readonly runtime?: 'stand-in';
};

/** Starts the built app on a data folder. The caller calls `quit`, whatever happens. */
export async function launchDesktop(dataFolder: string, options: Options = {}): Promise<Desktop> {
  if (!existsSync(mainBundle)) throw new Error('The desktop app is not built: npm test builds it.');
  const standIn = options.runtime === 'stand-in' || electronRuntime() === null;
  return standIn ? launchStandIn(dataFolder, options) : launchElectron(dataFolder, options);
}

/** Only the stand-in's main process, for what ends before there is a window. */
export function spawnStandIn(dataFolder: string, port: number, { args = [], env = {} }: Options = {}): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--import', new URL('./electron/register.ts', import.meta.url).href, mainBundle, '--data', dataFolder, ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        CHROMIUM_PATH: chromiumPath(),
        GRIDLINE_TEST_DEBUGGING_PORT: String(port),
        ...env,
      },
    },
  );
  killWithTests(child);
  return child;
}

async function launchStandIn(dataFolder: string, options: Options): Promise<Desktop> {
  const port = await freePort();
  const child = spawnStandIn(dataFolder, port, options);
  const lines = readLines(child.stdout);
  const complaints = readLines(child.stderr);
  try {
    await eventually(
      () => {
        if (child.exitCode !== null) throw new Error(`The app ended:\n${complaints.join('\n')}`);
        return lines.includes('window');
      },
      `the window is shown\n${complaints.join('\n')}`,
      30_000,
    );
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const page = await eventually(
      () =>
        browser
          .contexts()
          .flatMap((context) => context.pages())
          .find((item) => item.url().includes('gridline')),
      'the console’s page is there',
    );
    const corePid = (): number => Number(lines.findLast((line) => line.startsWith('core '))?.slice(5));
    return {
      runtime: 'stand-in',
      page,
      pid: child.pid ?? 0,
      corePid: async () => corePid(),
      killCore: async () => void process.kill(corePid(), 'SIGKILL'),
      lines,
      choose: (button) => void child.send(button),
      quit: async () => {
        await browser.close().catch(() => undefined);
        return endProcess(child);
      },
    };
  } catch (error) {
    await endProcess(child);
    throw error;
  }
}

async function launchElectron(dataFolder: string, { args = [], env = {} }: Options): Promise<Desktop> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: electronRuntime() ?? undefined,
    args: [root, '--data', dataFolder, ...asRoot, ...args],
    env: { ...process.env, ...env } as Record<string, string>,
  });
  const child = app.process();
  const lines = readLines(child.stdout);
  const page = await app.firstWindow();
  const corePid = (): Promise<number> =>
    eventually(
      () =>
        app.evaluate(({ app: running }) => running.getAppMetrics().find(({ name }) => name === 'Gridline core')?.pid),
      'the core runs',
    );
  return {
    runtime: 'electron',
    page,
    pid: child.pid ?? 0,
    corePid,
    killCore: async () => void process.kill(await corePid(), 'SIGKILL'),
    lines,
    choose: () => {
      throw new Error('Only the stand-in’s questions can be answered.');
    },
    quit: async () => {
      await app.close();
      return child.exitCode;
    },
  };
}

function electronRuntime(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const nameFile = join(root, 'node_modules/electron/path.txt');
  const path = join(folder, existsSync(nameFile) ? readFileSync(nameFile, 'utf8').trim() : 'electron');
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return existsSync(path) && display ? path : null;
}
