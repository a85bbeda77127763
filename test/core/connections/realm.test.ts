import { expect, test } from 'vitest';
import { realmOf } from '#core/connections/realm.ts';
import { knownConnectors } from '../connectors/promises.ts';

const network = {
  id: 'network',
  settings: [
    { key: 'host', label: '', help: '', type: 'url', default: null, realm: true },
    { key: 'tenant', label: '', help: '', type: 'text', default: '', realm: true },
    { key: 'pageSize', label: '', help: '', type: 'number', default: '10' },
  ],
} as const;
const manifest = {
  ...network,
  name: '',
  summary: '',
  secrets: [],
  feeds: [],
  actions: [],
  signIn: false,
  libraries: [],
};

test('One far side has one name on every desk, however its settings were spelled there.', () => {
  const realm = (host: string, tenant: string, pageSize = '10') => realmOf(manifest, { host, tenant, pageSize });
  const one = realm('https://api.example/v1', 'GC008');
  expect(realm('https://API.example.:443/v1/', ' gc008 ', '50')).toBe(one);
  expect(realm('http://127.0.0.1:8123/v1', 'GC008')).toBe(realm('http://localhost:9000/v1', 'GC008'));
  for (const other of [
    realm('https://api.example/v2', 'GC008'),
    realm('https://beta.example/v1', 'GC008'),
    realm('https://api.example:8443/v1', 'GC008'),
    realm('https://api.example/v1', 'GC009'),
    realmOf({ ...manifest, id: 'other' }, { host: 'https://api.example/v1', tenant: 'GC008' }),
  ]) {
    expect(other).not.toBe(one);
  }
});

test('Every connector that calls a host says by which settings its far side is told from others.', () => {
  const silent = knownConnectors
    .map(({ connector }) => connector.manifest)
    .filter(({ settings }) => settings.some(({ type, onlyOpened }) => type === 'url' && onlyOpened !== true))
    .filter(({ settings }) => !settings.some(({ realm }) => realm === true));
  expect(silent.map(({ id }) => id)).toEqual([]);
});
