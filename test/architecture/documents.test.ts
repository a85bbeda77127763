import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectors } from '#core/connectors/registry.ts';
import { scenarioNames } from '#sandbox/scenarios/names.ts';
import { settingKeys, settingParts, settings } from '#shared/model/workspace-settings.ts';
import { fieldNames, fields } from '#shared/model/filter/fields.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

/** What stands between backticks in the first cells of the tables. */
function listed(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const first = line.startsWith('|') ? (line.split('|')[1] ?? '') : '';
    return [...first.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
  });
}

describe('docs/connectors.md', () => {
  const text = read('connectors.md');

  test.each(connectors.map(({ manifest }) => [manifest.id, manifest] as const))(
    'lists every setting and secret of %s',
    (id, { settings, secrets }) => {
      const chapter = text.split(/^## /m).find((part) => part.split('\n', 1)[0]?.includes(`\`${id}\``)) ?? '';
      expect(listed(chapter)).toEqual(expect.arrayContaining(settings.map(({ key }) => key)));
      for (const { key } of secrets) expect(chapter).toContain(`\`${key}\``);
    },
  );
});

test('docs/cli.md lists every word that a filter takes', () => {
  const filters = read('cli.md').split('## Filters')[1] ?? '';
  for (const name of fieldNames) {
    const { aliases, words, takes } = fields[name];
    const row = filters.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    for (const word of [...aliases, ...words]) expect(row).toContain(`\`${word}\``);
    expect(words.length > 0 || row.includes(takes), `${name}: ${takes}`).toBe(true);
  }
});

test('docs/cli.md names every scenario, and no other', () => {
  const [, list = ''] = /Scenarios: ([^.]+)\./.exec(read('cli.md')) ?? [];
  expect([...list.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual([...scenarioNames]);
});

test('docs/cli.md says of every setting what it takes', () => {
  const rows = read('cli.md').split('\n');
  for (const key of settingKeys) {
    const start = `| \`${key}${'rule' in settings[key] ? '.' : '` |'}`;
    const row = rows.find((line) => line.trim().startsWith(start)) ?? '';
    expect(row, key).toContain(settings[key].takes);
  }
});

test('docs/cli.md names every part of the settings among what --json answers', () => {
  const [, answer = ''] = /`--json`: `\{(ownAddresses[^`]*)\}`/.exec(read('cli.md')) ?? [];
  for (const part of settingParts) expect(answer).toMatch(new RegExp(`\\b${part}\\b`));
});
