import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { capture, root } from './run.ts';

const sources = ['shared/**/*', 'electron/**/*', 'renderer/**/*', 'sandbox/**/*', 'vite.config.ts', 'package.json'];
const outputs = ['dist/renderer/index.html', 'dist/main/main.js', 'dist/preload/preload.cjs', 'dist/hosts/cli.js'];

/** Builds the product unless what is built is newer than every source file. Throws with the build's output. */
export async function ensureBuilt(): Promise<void> {
  const newestSource = Math.max(...globSync(sources, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs));
  const fresh = outputs.every((file) => {
    const path = join(root, file);
    return existsSync(path) && statSync(path).mtimeMs >= newestSource;
  });
  if (fresh) return;
  const { code, output } = await capture('vite', ['build', '--app', '--logLevel', 'warn']);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}
