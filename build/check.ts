/** `npm run check`: types, lint, format, unused code and the architecture, side by side. Warnings are errors. */
import { capture } from './lib/run.ts';

const checks: readonly { readonly name: string; readonly command: readonly [string, ...string[]] }[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['oxlint', '-c', 'build/oxlint.json', '--type-aware', '--deny-warnings', '.'] },
  { name: 'format', command: ['biome', 'format', '--config-path=build/biome.format.json', '.'] },
  { name: 'unused', command: ['knip', '-c', 'build/knip.json'] },
  { name: 'architecture', command: ['vitest', 'run', 'test/architecture'] },
];

const started = performance.now();
const results = await Promise.all(
  checks.map(async ({ name, command: [program, ...args] }) => ({ name, ...(await capture(program, args)) })),
);
for (const { name, code, output } of results) {
  console.log(`${code === 0 ? 'ok   ' : 'WRONG'} ${name}`);
  if (code !== 0) console.log(output);
}
console.log(`${((performance.now() - started) / 1_000).toFixed(1)} s`);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
