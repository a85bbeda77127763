import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const tokens = read('renderer/kit/theme/tokens.css');
const document = read('docs/design.md');

function coloursOf(css: string): ReadonlyMap<string, string> {
  return new Map([...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));
}

const dark = tokens.indexOf("[data-mantine-color-scheme='dark']");
const themes = { light: coloursOf(tokens.slice(0, dark)), dark: coloursOf(tokens.slice(dark)) };
type Theme = keyof typeof themes;

/** Relative luminance of an sRGB colour, as WCAG 2 has it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, one: string, other: string): number {
  const [light = 0, low = 0] = [one, other]
    .map((name) => luminance(themes[theme].get(name) ?? themes.light.get(name) ?? '#888888'))
    .toSorted((a, b) => b - a);
  return (light + 0.05) / (low + 0.05);
}

const surfaces = ['bg', 'bg-rail', 'bg-sunk', 'bg-hover', 'bg-cursor', 'bg-selected'];

/** What is written on what. */
const texts: readonly (readonly [text: string, on: readonly string[]])[] = [
  ['text', surfaces],
  ['text-2', surfaces],
  ['text-3', surfaces],
  ['accent-text', [...surfaces, 'accent-soft']],
  ['bad', [...surfaces, 'bad-soft']],
  ['warn', [...surfaces, 'warn-soft']],
  ['good', [...surfaces, 'good-soft']],
];

const marks = ['sev-critical', 'sev-high', 'sev-medium', 'sev-low', 'accent'];

test.each(['light', 'dark'] as const)('Text can be read on every surface it stands on, %s: 4.5 to 1.', (theme) => {
  const low = texts.flatMap(([text, on]) =>
    on
      .map((surface) => [`${text} on ${surface}`, Number(contrast(theme, text, surface).toFixed(2))] as const)
      .filter(([, ratio]) => ratio < 4.5),
  );
  expect(low).toEqual([]);
});

test.each(['light', 'dark'] as const)('Marks stand out from every surface, %s: 3 to 1.', (theme) => {
  const low = marks.flatMap((mark) =>
    surfaces
      .map((surface) => [`${mark} on ${surface}`, Number(contrast(theme, mark, surface).toFixed(2))] as const)
      .filter(([, ratio]) => ratio < 3),
  );
  expect(low).toEqual([]);
});

test('docs/design.md gives the least contrast of each colour.', () => {
  const written = [...document.matchAll(/^\| `([\w-]+)` \| ([\d.]+) \| ([\d.]+) \|/gm)].map((row) => row.slice(1, 4));
  const worst = (theme: Theme, name: string) => Math.min(...surfaces.map((on) => contrast(theme, name, on))).toFixed(1);
  const names = [...texts.map(([text]) => text), ...marks];
  expect(written).toEqual(names.map((name) => [name, worst('light', name), worst('dark', name)]));
});
