import { dirname, join, normalize } from 'node:path';
import type { Wall } from './walls.ts';

export type SourceFile = { readonly path: string; readonly text: string };
export type Violation = { readonly file: string; readonly imports: string; readonly wall: string };

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|\brequire\(\s*['"]([^'"]+)['"]/g;

const aliases: readonly (readonly [string, string])[] = [
  ['#shared/', 'shared/'],
  ['#core/', 'electron/core/'],
  ['#hosts/', 'electron/hosts/'],
  ['#shell/', 'electron/shell/'],
  ['#renderer/', 'renderer/'],
  ['#sandbox/', 'sandbox/'],
  ['#build/', 'build/'],
  ['#test/', 'test/'],
];

/** Every specifier a file imports, by statement, dynamically or by `require`. */
export function importsOf(text: string): string[] {
  return [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Imports that stand against the table, and files that no row of it is about. */
export function violations(files: readonly SourceFile[], walls: readonly Wall[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const wall = walls.find((row) => row.files.test(path));
    if (!wall) return [{ file: path, imports: '', wall: 'no row of the table is about this file' }];
    return importsOf(text)
      .filter((specifier) => !allowed(wall, path, specifier))
      .map((specifier) => ({ file: path, imports: specifier, wall: wall.name }));
  });
}

function allowed(wall: Wall, path: string, specifier: string): boolean {
  const target = projectPath(path, specifier);
  if (target !== null) return wall.project.some((pattern) => pattern.test(target));
  return wall.packages.some((name) =>
    name.endsWith(':') || name.endsWith('/')
      ? specifier.startsWith(name)
      : specifier === name || specifier.startsWith(`${name}/`),
  );
}

function projectPath(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier)).replaceAll('\\', '/');
  const alias = aliases.find(([prefix]) => specifier.startsWith(prefix));
  return alias ? `${alias[1]}${specifier.slice(alias[0].length)}` : specifier.startsWith('#') ? specifier : null;
}
