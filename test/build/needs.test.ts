import { expect, test } from 'vitest';
import { needsOf } from '#build/lib/needs.ts';

const everything = { chromium: true, built: true };

test.each([
  ['test/core/deadlines/calendar.test.ts', { chromium: false, built: false }],
  ['test/core', { chromium: false, built: false }],
  ['test/journeys/feed-to-case.test.ts', { chromium: false, built: false }],
  ['test/hosts/start-command.test.ts', { chromium: false, built: true }],
  ['test/build/bundles.test.ts', { chromium: false, built: true }],
  ['test/journeys/ui-browser.test.ts', everything],
  ['test/journeys/ui-accessibility.test.ts', everything],
  ['test/shell/desktop.test.ts', everything],
])('what %s needs is known from what it imports', (path, needs) => {
  expect(needsOf([path])).toEqual(needs);
});

test('several files need what any of them needs, and options are no files', () => {
  const files = ['test/core/deadlines/calendar.test.ts', 'test/hosts/start-command.test.ts'];
  expect(needsOf([...files, '--bail=1'])).toEqual({ chromium: false, built: true });
});

test('without a file, or with a word that may match any, everything is got ready', () => {
  expect(needsOf([])).toEqual(everything);
  expect(needsOf(['calendar'])).toEqual(everything);
});
