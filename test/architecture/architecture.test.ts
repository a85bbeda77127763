import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, type SourceFile, violations } from './imports.ts';
import { walls } from './walls.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const layers = ['shared', 'electron', 'renderer', 'sandbox'];

const files: SourceFile[] = globSync(
  layers.map((layer) => `${layer}/**/*.{ts,tsx}`),
  { cwd: root },
)
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));

/** One planted import for each wall; each must turn the table red. */
const planted: readonly { readonly wall: string; readonly file: SourceFile }[] = [
  plant('shared/lib', 'shared/lib/planted.ts', '#shared/model/issue.ts'),
  plant('shared/model', 'shared/model/planted.ts', 'node:fs'),
  plant('shared/contract', 'shared/contract/planted.ts', '#core/ports.ts'),
  plant('documents are pure', 'electron/core/documents/planted.ts', 'node:fs'),
  plant('the connector interface', 'electron/core/connectors/connector.ts', '../store/open.ts'),
  plant('the connectors’ registry', 'electron/core/connectors/registry.ts', '../store/open.ts'),
  plant('the connector SDK', 'electron/core/connectors/sdk/planted.ts', '../../store/open.ts'),
  plant('connector trading-grid', 'electron/core/connectors/trading-grid/planted.ts', '../salesforce/index.ts'),
  plant('connector drop-folder', 'electron/core/connectors/drop-folder/planted.ts', '#sandbox/index.ts'),
  plant('connector salesforce', 'electron/core/connectors/salesforce/planted.ts', '../../outbox/request.ts'),
  plant('store', 'electron/core/store/planted.ts', '../connectors/registry.ts'),
  plant('rpc', 'electron/core/rpc/planted.ts', 'electron'),
  plant('ports', 'electron/core/ports.ts', './index.ts'),
  plant('core', 'electron/core/outbox/planted.ts', '../connectors/salesforce/index.ts'),
  plant('hosts', 'electron/hosts/cli/planted.ts', '#core/store/open.ts'),
  plant('shell', 'electron/shell/planted.ts', '#core/index.ts'),
  plant('renderer', 'renderer/features/planted.tsx', '#core/index.ts'),
  plant('sandbox', 'sandbox/planted.ts', '#core/connectors/salesforce/index.ts'),
];

function plant(wall: string, path: string, specifier: string): { readonly wall: string; readonly file: SourceFile } {
  return { wall, file: { path, text: `export const later = () => import('${specifier}');\n` } };
}

describe('the layers', () => {
  it('has looked at every source file, in every layer', () => {
    for (const layer of layers) {
      expect(files.filter(({ path }) => path.startsWith(`${layer}/`)).length, layer).toBeGreaterThan(20);
    }
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(files.length);
  });

  it('imports only what the table of walls allows', () => {
    expect(violations(files)).toEqual([]);
  });

  it('uses every row of the table', () => {
    for (const wall of walls)
      expect(
        files.some(({ path }) => wall.files.test(path)),
        wall.name,
      ).toBe(true);
  });

  it.each(planted)('turns red for an import through the wall of $wall', ({ wall, file }) => {
    expect(violations([file])).toEqual([expect.objectContaining({ file: file.path, wall })]);
  });

  it('has one planted import for each wall', () => {
    expect(planted.map(({ wall }) => wall).toSorted()).toEqual(walls.map(({ name }) => name).toSorted());
  });

  it('sees imports however they are written', () => {
    const text = `import a from 'a';\nimport {\n  b,\n} from "b";\nimport 'c';\nexport * from 'd';\nimport type { E } from 'e';\nconst f = await import('f');\nconst g = require('g');\n`;
    expect(importsOf(text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  it('names the desktop runtime in one folder only', () => {
    const outside = files.filter(
      ({ path, text }) => !path.startsWith('electron/shell/') && importsOf(text).includes('electron'),
    );
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});

describe('the lock file', () => {
  const lock: { packages: Record<string, { resolved?: string; link?: boolean }> } = JSON.parse(
    readFileSync(`${root}/package-lock.json`, 'utf8'),
  );

  it('records no download addresses', () => {
    const addresses = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined && !entry.link);
    expect(addresses).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(200);
  });
});

describe('package.json', () => {
  it('pins exact versions', () => {
    const manifest: Record<string, Record<string, string>> = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
      Object.entries(manifest[key] ?? {}),
    );
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(versions.length).toBeGreaterThan(30);
  });
});
