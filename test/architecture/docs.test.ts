import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root, exclude: ['node_modules/**'] });
const sources = globSync('{build,electron,renderer,sandbox,shared,test}/**/*.{ts,tsx,sql}', { cwd: root });

const codeOf = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** What stands between angle brackets is for whoever follows a recipe to name. */
const isPath = (code: string): boolean =>
  /^[\w.-]+(\/[\w.-]+)+$/.test(code) && /^(build|electron|renderer|sandbox|shared|test|docs)\//.test(code);

/** As architecture.md names files: from a folder that the sentence is about. */
const isEndOfPath = (code: string): boolean => /^[\w.-]+(\/[\w.-]+)+\.(ts|tsx|sql)$/.test(code);

/** A decision is of its day: what it names may have moved since. */
const living = documents.filter((document) => !document.startsWith('docs/decisions/'));

test.each(living)('%s names only files and folders that there are', (document) => {
  const text = read(document);
  const lost = codeOf(text).filter((code) =>
    isPath(code)
      ? !existsSync(join(root, code))
      : isEndOfPath(code) && !sources.some((source) => `/${source}`.endsWith(`/${code}`)),
  );
  expect(lost).toEqual([]);
});

describe.each(documents)('%s', (document) => {
  const text = read(document);

  test('names beside a file only what that file exports', () => {
    const pairs = [...text.matchAll(/`([^`]+)` ·\s+((?:`\w+`(?:, )?)+)/g)];
    const lost = pairs.flatMap(([, path = '', names = '']) => {
      const source = isPath(path) ? read(path) : '';
      return codeOf(names)
        .filter(
          (name) => !new RegExp(`^export (?:async )?(?:const|function\\*?|type|class) ${name}\\b`, 'm').test(source),
        )
        .map((name) => `${path} has no ${name}`);
    });
    expect(lost).toEqual([]);
  });

  test('links only to what there is', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });

  test('names only scripts that there are', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const named = [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** Whoever has another Node by default gets ours from npm alone. */
test('nobody is told to start a script of ours by node', () => {
  const told = [...documents, ...sources].flatMap((path) =>
    read(path)
      .split('\n')
      .filter((line) => /\bnode (build|electron|sandbox|test)\/[\w./-]+\.ts/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(told).toEqual([]);
});

test('a reading of the tour is at most ten files long, and there are five', () => {
  const [, ...readings] = read('docs/tour.md').split(/^## /m);
  const lengths = readings.map((reading) => [...reading.matchAll(/^\d+\. /gm)].length);
  expect(lengths).toHaveLength(5);
  for (const length of lengths) expect(length).toBeLessThanOrEqual(10);
});

test('every command of the program has its paragraph in docs/cli.md, and there are no others', () => {
  const program = read('electron/hosts/cli/program.ts');
  const commands = [...program.matchAll(/define\(\s*'([\w-]+)'/g)].map(([, name = '']) => name);
  const paragraphs = read('docs/cli.md').split('## Filters')[0] ?? '';
  const told = [...paragraphs.matchAll(/^`(\w[\w-]*)/gm)].map(([, name = '']) => name);
  expect(commands.length).toBeGreaterThan(10);
  expect([...new Set(told)].toSorted()).toEqual(commands.toSorted());
});
