import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export type SampleFile = { readonly name: string; readonly bytes: Uint8Array };

/** Files below the directory in GRIDLINE_EDI_SAMPLES whose path (with `/`) matches; none where the variable is not set. */
export function sampleFiles(pattern: RegExp): readonly SampleFile[] {
  const root = process.env['GRIDLINE_EDI_SAMPLES'];
  if (root === undefined || root === '') return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, name: relative(root, path).split(sep).join('/') }))
    .filter(({ name }) => pattern.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ path, name }) => ({ name, bytes: readFileSync(path) }));
}
