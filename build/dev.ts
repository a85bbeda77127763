/** `npm run dev`: the console in the browser, rebuilt and restarted as the source changes. Reload the page to see it. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './lib/built.ts';
import { root, toolEnvironment } from './lib/run.ts';

await ensureBuilt();
const options = { cwd: root, env: toolEnvironment, stdio: 'inherit' } as const;
const renderer = spawn('vite', ['build', '--watch', '--mode', 'development', '--logLevel', 'warn'], options);
const core = spawn(
  'node',
  ['--watch', 'electron/hosts/cli/main.ts', 'start', '--no-open', '--port', '4747', ...process.argv.slice(2)],
  options,
);
const stop = (): void => {
  renderer.kill();
  core.kill();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
core.once('close', (code) => {
  renderer.kill();
  process.exitCode = code ?? 0;
});
