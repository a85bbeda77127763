import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { offScale, unknownVariables } from './scale.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const tokens = read('renderer/kit/theme/tokens.css');
const parts = globSync('renderer/**/*.tsx', { cwd: root });
const sheets = globSync('renderer/**/*.css', { cwd: root }).filter((path) => !/\/(tokens|font)\.css$/.test(path));
const steps = new Set([...tokens.matchAll(/^ {2}(--[\w-]+):/gm)].map(([, name = '']) => name));
/** Some parts set a variable on an element for their own stylesheet. */
const given = parts.flatMap((path) => [...read(path).matchAll(/'(--[\w-]+)':/g)].map(([, name = '']) => name));
const names = new Set([...steps, ...given]);

test('The scale has five sizes, three weights and three radii.', () => {
  const count = (step: string) => [...steps].filter((name) => name.startsWith(step)).length;
  expect([count('--size-'), count('--weight-'), count('--radius-')]).toEqual([5, 3, 3]);
});

test.each(sheets)('%s is on the scale', (path) => expect(offScale(read(path))).toEqual([]));

test.each(sheets)('%s reads no variable that nobody sets', (path) => {
  expect(unknownVariables(read(path), names)).toEqual([]);
});

test('No part sets a size, a weight or a colour of its own.', () => {
  const own = parts.filter((path) => /fontSize|fontWeight|\b(fill|stroke|color|background)="#/.test(read(path)));
  expect([parts.length > 50, own]).toEqual([true, []]);
});

test.each([
  'font-size: 14px',
  'font-weight: 550',
  'border-radius: 5px',
  'gap: 10px',
  'margin: 0 -7px',
  'padding: 1rem',
  'color: #fff',
  'background: rgb(1 2 3)',
  'border: 1px solid red',
  'font: 12px var(--mono)',
])('%s is off the scale', (declaration) => {
  expect(offScale(`.a {\n  ${declaration};\n}`)).toHaveLength(1);
});

test('Everything of the scale, and layout beyond it, is on it.', () => {
  const css = `.a { font-size: var(--size-md); font: var(--weight-bold) var(--size-sm) / 20px var(--mono); margin: 0 auto; padding: 6vh 64px 1px;
    gap: var(--space-2) calc(-1 * var(--space-12)); border: 1px solid currentcolor; color: color-mix(in srgb, var(--a) 5%, transparent) }`;
  expect(offScale(css)).toEqual([]);
});
