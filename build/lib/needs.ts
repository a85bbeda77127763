import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { root } from './run.ts';

/** What has to be there before tests are run. */
export type Needs = { readonly chromium: boolean; readonly built: boolean };

const all: Needs = { chromium: true, built: true };
const nothing: Needs = { chromium: false, built: false };

/** What says that a test, or a helper of it, opens a browser. */
const opensBrowser = /from 'playwright-core'|CHROMIUM_PATH/;
/** What says that it runs or reads what is built: by its folder, or by starting the console that serves it. */
const usesBuild = /\bdist\b|'start',/;

/**
 * What the tests need that the command line names; everything, where it names none, or something that is no file or folder
 * and so may match any of them.
 */
export function needsOf(args: readonly string[]): Needs {
  const named = args.filter((arg) => !arg.startsWith('-'));
  if (named.length === 0 || !named.every((path) => existsSync(join(root, path)))) return all;
  return named.flatMap(testsIn).map(needsOfFile).reduce(either, nothing);
}

function testsIn(path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  return globSync('**/*.test.{ts,tsx}', { cwd: join(root, path) }).map((file) => join(path, file));
}

/** Goes by the text of the test and of all of `test/` that it imports. */
function needsOfFile(file: string): Needs {
  const seen = new Set<string>();
  const open = [normalize(file)];
  let needs = nothing;
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path) || !existsSync(join(root, path))) continue;
    seen.add(path);
    const text = readFileSync(join(root, path), 'utf8');
    needs = either(needs, { chromium: opensBrowser.test(text), built: usesBuild.test(text) });
    for (const [, specifier = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      if (specifier.startsWith('.')) open.push(normalize(join(dirname(path), specifier)));
      else if (specifier.startsWith('#test/')) open.push(normalize(specifier.slice(1)));
    }
  }
  return needs;
}

function either(a: Needs, b: Needs): Needs {
  return { chromium: a.chromium || b.chromium, built: a.built || b.built };
}
