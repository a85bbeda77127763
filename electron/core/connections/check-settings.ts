import { withArticle } from '#shared/lib/sentence.ts';
import path from 'node:path';
import { assertNever } from '#shared/lib/assert-never.ts';
import { nearest } from '#shared/lib/nearest.ts';
import type { SettingField } from '#shared/model/connection.ts';
import type { Manifest } from '../connectors/manifest.ts';
import { type Fault, refuse } from '../failure.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
const shown = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}...` : text);

/** Whether we may talk to it or open it: https, or http on this machine. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}

/** What a field that is empty waits for, after its label: `a consumer key`, `an API host`. */
export function valueOf(label: string): string {
  const [first = '', ...more] = label.split(' ');
  const name = [first === first.toUpperCase() ? first : first.toLowerCase(), ...more].join(' ');
  return withArticle(name);
}

/** What is expected instead; null where the text fits. */
function misfit(type: SettingField['type'], text: string): string | null {
  switch (type) {
    case 'url':
      return isSafeUrl(text) ? null : 'an address that begins with https:// and holds no password';
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? null : 'a number';
    case 'boolean':
      return /^(true|false)$/i.test(text) ? null : 'true or false';
    case 'folder':
      return path.isAbsolute(text) ? null : 'the whole path of a folder, from the root on';
    case 'text':
    case 'list':
      return null;
    default:
      return assertNever(type, 'type of setting');
  }
}

/**
 * What will be stored when `given` is laid over `stored`: what is left out keeps its value, empty text goes back to the
 * default. Throws `BadInputError` naming every field that does not fit.
 */
export function checkSettings(
  manifest: Manifest,
  stored: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const faults: Fault[] = [];
  const known = new Map(manifest.settings.map((field) => [field.key, field]));
  for (const key of Object.keys(given)) {
    if (!known.has(key)) {
      const meant = nearest(key, [...known.keys()]);
      const expected = `one of the settings ${[...known.keys()].join(', ')}`;
      faults.push({
        field: key,
        expected: meant === null ? expected : `${expected} (did you mean ${meant}?)`,
        got: `the setting ${shown(key)}`,
      });
    }
  }
  const kept: Record<string, string> = {};
  for (const { key, label, type, default: preset } of manifest.settings) {
    const value = (given[key] ?? stored[key] ?? '').trim();
    if (value === '') {
      if (preset === null) faults.push({ field: key, expected: valueOf(label), got: 'nothing' });
      continue;
    }
    const expected = misfit(type, value);
    if (expected === null) kept[key] = value;
    else faults.push({ field: key, expected, got: value.includes('@') ? 'another' : shown(value) });
  }
  refuse(faults);
  return kept;
}

/** Every setting of the manifest with its value or default. */
export function fillSettings(
  manifest: Manifest,
  stored: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(manifest.settings.map(({ key, default: preset }) => [key, stored[key] ?? preset ?? '']));
}
