import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, BenchResult } from './bench.ts';
import { duplicates } from './duplicates.ts';
import { ingest } from './ingest.ts';
import { queuePage } from './queue-page.ts';
import { escalate } from './escalate.ts';
import { search } from './search.ts';
import { ui, uiMillion } from './ui/ui.ts';

/** One line for each bench. */
const benches: Readonly<Record<string, Bench>> = {
  ingest,
  duplicates,
  'queue-page': queuePage,
  search,
  escalate,
  ui,
  'ui-million': uiMillion,
};

/** Takes minutes and a browser, so that it has to be asked for. */
const byName = ['ui', 'ui-million'];

const { values, positionals: asked } = parseArgs({
  options: { json: { type: 'boolean' }, full: { type: 'boolean' } },
  allowPositionals: true,
});
const unknown = asked.find((name) => !(name in benches));
if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}". There are: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'gridline-bench-'));
const results: BenchResult[] = [];
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 ? !asked.includes(name) : byName.includes(name)) continue;
    if (values.json !== true) process.stderr.write(`${name} ...\n`);
    results.push(...(await bench({ full: values.full === true, folder })));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

if (values.json === true) {
  process.stdout.write(
    `${JSON.stringify({ cpus: cpus().length, node: process.version, full: values.full === true, results }, null, 2)}\n`,
  );
} else {
  const rows = results.map((result) => [
    result.ok ? 'ok' : 'MISSED',
    result.name,
    `${result.value.toLocaleString('en')} ${result.unit}`,
    result.floor === null ? '' : `floor ${result.floor.toLocaleString('en')}`,
    result.ratio === null ? '' : `ratio ${result.ratio}`,
    result.goal,
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
