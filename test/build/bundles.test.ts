import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { eventually } from '#test/harness/eventually.ts';
import { endProcess, killWithTests } from '#test/harness/processes.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

const dist = join(import.meta.dirname, '../../dist');
const builtCli = join(dist, 'hosts/cli.js');

/** What a bundle asks for: packages and Node's modules, not its own chunks. */
function asksFor(code: string): string[] {
  const asked = code.matchAll(/(?:^import\b[^'"]*|\bfrom |\bimport\(|\brequire\()\s*["']([^"']+)["']/gm);
  return [...new Set([...asked].map(([, name = '']) => name))].filter((name) => !name.startsWith('.'));
}

/** Runs the built program from a folder that has nothing to do with the project. */
function runBuilt(...args: readonly string[]) {
  const child = spawn(process.execPath, [builtCli, ...args], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  killWithTests(child);
  onTestFinished(async () => void (await endProcess(child)));
  return child;
}

test('The preload is one small CommonJS file that asks for nothing but Electron.', () => {
  expect(readdirSync(join(dist, 'preload'))).toEqual(['preload.cjs', 'preload.cjs.map']);
  const code = readFileSync(join(dist, 'preload/preload.cjs'), 'utf8');
  expect(asksFor(code)).toEqual(['electron']);
  expect(code).not.toMatch(/^(?:import|export)\b/m);
  expect(code.length).toBeLessThan(4_000);
});

test('Bundles for Node hold our own code and leave packages where npm put them.', () => {
  const known = new Set(Object.keys(manifest.dependencies));
  const files = ['main', 'hosts'].flatMap((folder) =>
    readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => join(dist, folder, name)),
  );
  expect(files.length).toBeGreaterThanOrEqual(4);
  for (const file of files) {
    for (const name of asksFor(readFileSync(file, 'utf8'))) {
      const pack = name.split('/', name.startsWith('@') ? 2 : 1).join('/');
      const fine = isBuiltin(name) || known.has(pack) || (name === 'electron' && file.endsWith('main.js'));
      expect(fine, `${file} asks for ${name}`).toBe(true);
    }
  }
});

test('The built page needs nothing that its policy forbids: no inline script, nothing from elsewhere.', () => {
  const page = readFileSync(join(dist, 'renderer/index.html'), 'utf8');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
  expect(addresses.length).toBeGreaterThanOrEqual(3);
  for (const address of addresses) expect(address).toMatch(/^\.\/assets\//);
  const styles = readdirSync(join(dist, 'renderer/assets'))
    .filter((name) => name.endsWith('.css'))
    .map((name) => readFileSync(join(dist, 'renderer/assets', name), 'utf8'));
  expect(styles.join('\n')).not.toMatch(/url\(["']?(?:https?:)?\/\//);
});

test('The built command line works from another folder.', async () => {
  const child = runBuilt('queue', '--json', '--data', temporaryFolder());
  expect(JSON.parse(await text(child.stdout))).toEqual({ total: 0, issues: [], incidentTotal: 0, incidents: [] });
});

test('The built browser host finds the built console.', async () => {
  const child = runBuilt('start', '--first-run', '--no-open', '--json', '--data', temporaryFolder());
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  const { url } = await eventually((): { url: string } => JSON.parse(printed), 'the address is printed', 30_000);
  const entrance = await fetch(url, { redirect: 'manual' });
  const cookie = entrance.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await fetch(new URL(entrance.headers.get('location') ?? '', url), { headers: { cookie } });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe(readFileSync(join(dist, 'renderer/index.html'), 'utf8'));
});
