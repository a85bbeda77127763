import { globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importsOf, type SourceFile, violations } from './imports.ts';
import { connectors } from '#core/connectors/registry.ts';
import { isOutsideConnectors, vendorNames } from './vendor-names.ts';
import { type ConnectorFolder, floors, rooms, wallsFor } from './walls.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const layers = ['shared', 'electron', 'renderer', 'sandbox'];

const files: SourceFile[] = globSync(
  layers.map((layer) => `${layer}/**/*.{ts,tsx}`),
  { cwd: root },
)
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));

/** Each connector with the packages it declares, as the registry knows them. */
const known: readonly ConnectorFolder[] = connectors.map(({ manifest: { id, libraries } }) => ({ id, libraries }));
const foldersOf = (path: string): readonly string[] =>
  readdirSync(`${root}/${path}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const screens = foldersOf('renderer/screens');
const walls = wallsFor(known, screens);

/** One planted import for each wall; each must turn the table red. */
const planted: readonly { readonly wall: string; readonly file: SourceFile }[] = [
  plant('shared/lib', 'shared/lib/planted.ts', '#shared/model/issue/issue.ts'),
  plant('shared/model', 'shared/model/planted.ts', 'node:fs'),
  plant('shared/contract', 'shared/contract/planted.ts', '#core/ports.ts'),
  plant('documents are pure', 'electron/core/documents/planted.ts', 'node:fs'),
  plant('the connector interface', 'electron/core/connectors/connector.ts', '../store/open.ts'),
  plant('the connectors’ registry', 'electron/core/connectors/registry.ts', '../store/open.ts'),
  plant('the connector SDK', 'electron/core/connectors/sdk/planted.ts', '../../store/open.ts'),
  ...known.map(({ id }) => plant(`connector ${id}`, `electron/core/connectors/${id}/planted.ts`, '#sandbox/index.ts')),
  plant('no connector', 'electron/core/connectors/unknown/planted.ts', '../connector.ts'),
  plant('store', 'electron/core/store/planted.ts', '../connectors/registry.ts'),
  ...rooms.map((room, index) =>
    plant(`room ${room}`, `electron/core/${room}/planted.ts`, `../${rooms[index + 1] ?? 'outbox'}/planted.ts`),
  ),
  plant('rpc', 'electron/core/rpc/planted.ts', 'electron'),
  plant('ports', 'electron/core/ports.ts', './index.ts'),
  plant('core', 'electron/core/outbox/planted.ts', '../connectors/salesforce/index.ts'),
  plant('hosts', 'electron/hosts/cli/planted.ts', '#core/store/open.ts'),
  plant('shell', 'electron/shell/planted.ts', '#core/index.ts'),
  ...floors.map((floor, index) =>
    plant(
      `floor ${floor}`,
      `renderer/${floor}/planted.tsx`,
      `#renderer/${floors[index + 1] ?? 'screens/queue'}/planted.ts`,
    ),
  ),
  ...screens.map((screen, index) =>
    plant(
      `screen ${screen}`,
      `renderer/screens/${screen}/planted.tsx`,
      `../${screens[index + 1] ?? screens[0]}/planted.ts`,
    ),
  ),
  plant('console', 'renderer/planted.tsx', '#core/index.ts'),
  plant('sandbox', 'sandbox/planted.ts', '#core/connectors/salesforce/index.ts'),
];

function plant(wall: string, path: string, specifier: string): { readonly wall: string; readonly file: SourceFile } {
  return { wall, file: { path, text: `export const later = () => import('${specifier}');\n` } };
}

describe('the layers', () => {
  test('has looked at every source file, in every layer', () => {
    for (const layer of layers) {
      expect(files.filter(({ path }) => path.startsWith(`${layer}/`)).length, layer).toBeGreaterThan(20);
    }
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap(({ text }) => importsOf(text)).length).toBeGreaterThan(files.length);
  });

  test('imports only what the table of walls allows', () => {
    expect(violations(files, walls)).toEqual([]);
  });

  test('uses every row of the table', () => {
    for (const wall of walls.filter(({ name }) => name !== 'no connector'))
      expect(
        files.some(({ path }) => wall.files.test(path)),
        wall.name,
      ).toBe(true);
  });

  test.each(planted)('turns red for an import through the wall of $wall', ({ wall, file }) => {
    expect(violations([file], walls)).toEqual([expect.objectContaining({ file: file.path, wall })]);
  });

  test('has one planted import for each wall', () => {
    expect(planted.map(({ wall }) => wall).toSorted()).toEqual(walls.map(({ name }) => name).toSorted());
  });

  test('sees imports however they are written', () => {
    const text = `import a from 'a';\nimport {\n  b,\n} from "b";\nimport 'c';\nexport * from 'd';\nimport type { E } from 'e';\nconst f = await import('f');\nconst g = require('g');\n`;
    expect(importsOf(text)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  test('names the desktop runtime in one folder only', () => {
    const outside = files.filter(
      ({ path, text }) => !path.startsWith('electron/shell/') && importsOf(text).includes('electron'),
    );
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});

describe('connectors', () => {
  test('stand in the registry, each under the name of its folder', () => {
    const folders = foldersOf('electron/core/connectors').filter((name) => name !== 'sdk');
    expect(known.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
  });

  test.each([
    ['the store', '../../store/open.ts', true],
    ['the outbox', '#core/outbox/requests/request.ts', true],
    ['a sibling', '../salesforce/index.ts', true],
    ['a stand-in', '#sandbox/index.ts', true],
    ['a library that it did not declare', 'jsforce', true],
    ['a library that it declared', 'courier-client', false],
    ['the interface', '../connector.ts', false],
    ['the SDK', '../sdk/http.ts', false],
    ['its own files', './client.ts', false],
  ])('may not import %s unless that is theirs to use, also one that comes tomorrow', (_what, specifier, isRefused) => {
    const courier: ConnectorFolder = { id: 'courier', libraries: ['courier-client'] };
    const { file } = plant('', 'electron/core/connectors/courier/planted.ts', specifier);
    expect(violations([file], wallsFor([...known, courier])).length > 0).toBe(isRefused);
  });

  test('are imported by nothing but the registry', () => {
    const courier: ConnectorFolder = { id: 'courier', libraries: [] };
    for (const path of ['outbox', 'rpc', 'verdict', 'store', 'feeds'].map(
      (room) => `electron/core/${room}/planted.ts`,
    )) {
      const { file } = plant('', path, '#core/connectors/courier/index.ts');
      expect(violations([file], wallsFor([...known, courier])), path).toHaveLength(1);
    }
  });
});

describe('outside systems', () => {
  /** The ids of the registry, and what people call what is behind them; "Trading Grid" is what the product is about. */
  const ids = known.map(({ id }) => id).filter((id) => id !== 'trading-grid');
  const names = [...ids, 'Lens', 'SOQL', 'Apex', ...known.flatMap(({ libraries }) => libraries)];

  test('are named in their connectors alone', () => {
    expect(vendorNames(files, names)).toEqual([]);
    // Not even a word on screen names one: names come from the manifests. "Trading Grid" may stand in words, as what the
    // product is about, where there is nothing yet that a name could come from.
    const screens = files.filter(({ path }) => path.startsWith('renderer/'));
    expect(vendorNames(screens, ['OpenText'])).toEqual([]);
    // Its words may stand in sentences for people; its id and its identifiers may not.
    expect(
      files.filter(({ path, text }) => isOutsideConnectors(path) && /trading-grid|[tT]radingGrid/.test(text)),
    ).toEqual([]);
  });

  test.each([
    ['shared/model/planted.ts', "export const source = 'salesforce';", 'salesforce'],
    ['electron/core/verdict/planted.ts', 'export function openInLens() {}', 'Lens'],
    ['electron/hosts/cli/planted.ts', 'export const dropFolder = 1;', 'drop-folder'],
    ['electron/core/outbox/planted.ts', '// Salesforce says so.\nexport const wait = 1;', 'salesforce'],
    ['renderer/screens/queue/planted.tsx', 'export const hint = <p>Sign in to Salesforce.</p>;', 'salesforce'],
    ['renderer/kit/planted.ts', "export const label = 'Open in Lens';", 'Lens'],
    ['renderer/parts/planted.tsx', 'const words = <b>Put files into a drop folder.</b>;', 'drop-folder'],
    ['electron/core/connectors/salesforce/planted.ts', "export const id = 'salesforce';", null],
  ])('are seen where they are planted: %s', (path, text, name) => {
    const found = vendorNames([{ path, text }], [...names, 'drop-folder', 'Lens']);
    expect(found.some((each) => each.name === name)).toBe(name !== null);
  });
});

describe('the lock file', () => {
  const lock: { packages: Record<string, { resolved?: string; link?: boolean }> } = JSON.parse(
    readFileSync(`${root}/package-lock.json`, 'utf8'),
  );

  test('records no download addresses', () => {
    const addresses = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined && !entry.link);
    expect(addresses).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(200);
  });
});

describe('package.json', () => {
  test('pins exact versions', () => {
    const manifest: Record<string, Record<string, string>> = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
      Object.entries(manifest[key] ?? {}),
    );
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(versions.length).toBeGreaterThan(30);
  });
});
