import type { Manifest } from '../connectors/manifest.ts';
import type { Fault } from '../failure.ts';
import { valueOf } from './check-settings.ts';
import type { ConnectRequest } from './deps.ts';

/** What is wrong with the secrets that are given, and which required ones would be missing. Never holds one. */
export async function checkSecrets(
  manifest: Manifest,
  { secrets, sandbox }: Pick<ConnectRequest, 'secrets' | 'sandbox'>,
  isThere: (key: string) => Promise<boolean>,
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  const known = new Set(manifest.secrets.map(({ key }) => key));
  for (const key of Object.keys(secrets)) {
    if (sandbox === true || known.has(key)) continue;
    const expected = known.size === 0 ? 'no secret' : `one of the secrets ${[...known].join(', ')}`;
    faults.push({ field: key, expected, got: 'another' });
  }
  for (const { key, label, required } of manifest.secrets) {
    if (!required) continue;
    const there = secrets[key] === undefined ? await isThere(key) : secrets[key] !== '';
    if (!there) faults.push({ field: key, expected: valueOf(label), got: 'nothing' });
  }
  return faults;
}
