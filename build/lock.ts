/**
 * `npm run lock`, after every change of dependencies: puts package-lock.json in the shape the repository keeps, once npm has
 * written it.
 *
 * 1. No download addresses, so that it installs from whichever registry npm is set to.
 * 2. Every platform package that a dependency names as optional has an entry, also where the registry in use did not
 *    have that platform's build: npm leaves such a package out of the lock file and then `npm ci` refuses its own lock.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Entry = {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
};

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(path, 'utf8'));

for (const entry of Object.values(lock.packages)) {
  if (entry.resolved?.startsWith('http')) delete entry.resolved;
}
for (const [owner, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const exact = /^\d+\.\d+\.\d+$/.test(version);
    if (!exact || `node_modules/${name}` in lock.packages || `${owner}/node_modules/${name}` in lock.packages) continue;
    lock.packages[`node_modules/${name}`] = { version, ...(entry.dev ? { dev: true } : {}), optional: true };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
