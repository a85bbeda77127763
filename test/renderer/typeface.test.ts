import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const built = join(import.meta.dirname, '../../dist/renderer');
const read = (path: string): string => readFileSync(join(built, path), 'utf8');
const css = globSync('assets/*.css', { cwd: built }).map(read).join('\n');
const faces = [...css.matchAll(/@font-face\s*\{[^}]*\}/g)].map(([face]) => face);

test('The typeface is shipped with its licence, and for the letters of Latin names only.', () => {
  const files = globSync('assets/*.woff2', { cwd: built }).map((path) =>
    path.replace(/^assets\/|-[\w-]{8}\.woff2$/g, ''),
  );
  expect(files.toSorted()).toEqual(['inter-latin-ext-wght-normal', 'inter-latin-wght-normal']);
  expect(read('assets/inter-licence.txt')).toContain('SIL OPEN FONT LICENSE');
});

test('Text does not wait for it, and it comes from the console itself.', () => {
  expect(faces).toHaveLength(2);
  for (const face of faces) {
    expect(face).toMatch(/font-display:\s*swap/);
    expect(face).toMatch(/url\(["']?(\/|\.\/)[^:)]*\)/);
  }
  const [, preloaded = ''] = /rel="preload"\s+href="([^"]+)"/.exec(read('index.html')) ?? [];
  expect(preloaded).toMatch(/^\.\/assets\/inter-latin-wght/);
  // From the page it lies below, from the styles beside.
  expect(css).toContain(preloaded.replace('./assets/', './'));
});

test('The page of parts is not in what is shipped.', () => {
  expect(globSync(['design*', 'assets/design*'], { cwd: built })).toEqual([]);
});
