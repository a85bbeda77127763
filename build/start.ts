/**
 * `npm start`: the desktop app; where Electron's runtime is not on this machine and cannot be had, the same console in
 * the browser. Further arguments go to the host (`npm start -- --port 4747 --data DIR`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/built.ts';
import { root, run } from './lib/run.ts';

const args = process.argv.slice(2);
// npm runs this in the project folder; a path among the arguments is meant from where it was typed.
const typedIn = process.env.INIT_CWD ?? root;

try {
  await ensureBuilt();
  const runtime = electronRuntime() ?? (await fetchedRuntime());
  if (runtime !== null && hasDisplay()) {
    process.exitCode = await run(runtime, [root, ...args], {}, typedIn);
  } else {
    // Standard output is the host's: with --json it is one document.
    console.error(
      runtime === null
        ? 'Electron’s runtime is not on this machine (npx install-electron gets it): opening the console in the browser instead.'
        : 'There is no display: opening the console for a browser instead.',
    );
    process.exitCode = await run('node', [join(root, 'electron/hosts/cli/main.ts'), 'start', ...args], {}, typedIn);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** The runtime's program, where it is unpacked already; asking the package itself would start a download. */
function electronRuntime(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const nameFile = join(root, 'node_modules/electron/path.txt');
  const name = existsSync(nameFile) ? readFileSync(nameFile, 'utf8').trim() : 'electron';
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}

/** Gets the runtime for a person at a terminal. Scripts and tests never reach out. */
async function fetchedRuntime(): Promise<string | null> {
  if (!process.stdout.isTTY || process.env.CI || !hasDisplay()) return null;
  console.log('Getting Electron’s runtime, once …');
  const code = await run('node', [join(root, 'node_modules/electron/install.js')]);
  return code === 0 ? electronRuntime() : null;
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
