import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

type Output = Rolldown.RolldownOutput;
type Chunk = Rolldown.OutputChunk;

/** A script of the build with all that it imports at once. */
function closureOf(name: string, chunks: readonly Chunk[], seen = new Set<string>()): ReadonlySet<string> {
  const chunk = chunks.find(({ fileName }) => fileName === name);
  if (chunk === undefined || seen.has(name)) return seen;
  seen.add(name);
  for (const imported of chunk.imports) closureOf(imported, chunks, seen);
  return seen;
}

test('The page with the parts of the kit does not start the console too.', async () => {
  const built = (await build({ mode: 'development', logLevel: 'error', build: { write: false } })) as Output;
  const chunks = built.output.filter((one) => one.type === 'chunk');
  const page = chunks.find(({ isEntry, name }) => isEntry && name === 'design');
  const loaded = closureOf(page?.fileName ?? '', chunks);
  const modules = chunks.filter(({ fileName }) => loaded.has(fileName)).flatMap(({ moduleIds }) => moduleIds);
  expect(modules.some((id) => id.endsWith('renderer/design.tsx'))).toBe(true);
  expect(modules.filter((id) => id.endsWith('renderer/main.tsx'))).toEqual([]);
}, 120_000);
