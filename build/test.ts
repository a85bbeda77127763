/**
 * `npm test`: finds or installs Chromium, builds what the screens' tests open, runs every test, prints the count. With files
 * or folders it runs those, and finds and builds only what they need: `npm test -- test/core/deadlines/calendar.test.ts`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/built.ts';
import { ensureChromium } from './lib/chromium.ts';
import { needsOf } from './lib/needs.ts';
import { run } from './lib/run.ts';

type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
};

const folder = mkdtempSync(join(tmpdir(), 'gridline-test-'));
const reportFile = join(folder, 'report.json');
try {
  const args = process.argv.slice(2);
  const needs = needsOf(args);
  const chromium = needs.chromium ? { CHROMIUM_PATH: await ensureChromium() } : {};
  if (needs.built) await ensureBuilt();
  const code = await run(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args],
    // Many tests start the command line from source: what Node made of it once serves the others.
    { ...chromium, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  );
  const report: Report = JSON.parse(readFileSync(reportFile, 'utf8'));
  // A file that does not even load has no failed test of its own, and is a failure all the same.
  const failed =
    report.numFailedTests > 0 ? report.numFailedTests : code === 0 ? 0 : Math.max(1, report.numFailedTestSuites);
  console.log(`\n${report.numPassedTests} passed, ${failed} failed`);
  process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  // A process that a test killed may be writing there still.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
