import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../dist/renderer');

/** The page's script and all that it imports before it runs. That nothing else is fetched before the first row, a journey holds. */
function firstScripts(): readonly string[] {
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  const found = new Set([...page.matchAll(/(?:src|href)="\.(\/assets\/[^"]+\.js)"/g)].map(([, path = '']) => path));
  for (const path of found) {
    const code = readFileSync(join(root, path), 'utf8');
    // A dynamic import has brackets after the word, so that neither form matches it.
    for (const [, name = ''] of code.matchAll(/(?:^|[;}\s])(?:import|export)\b[^'"()]*["']\.\/([^"']+\.js)["']/g)) {
      found.add(`/assets/${name}`);
    }
  }
  return [...found];
}

test('The script that is fetched before the first row is small, and has no library of schemas in it.', () => {
  const scripts = firstScripts().map((path) => readFileSync(join(root, path)));
  expect(scripts.length).toBeGreaterThan(0);
  const kilobytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 1_000;
  expect(kilobytes).toBeLessThan(150);
  for (const script of scripts) expect(script.toString()).not.toMatch(/ZodError|_zod\b/);
});
