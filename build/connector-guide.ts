import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withEveryField } from './lib/documented-types.ts';

/** Writes what `connector.ts` says of each field into the guide for authors. A test holds the two together. */
const types = fileURLToPath(new URL('../electron/core/connectors/connector.ts', import.meta.url));
const guide = fileURLToPath(new URL('../docs/writing-a-connector.md', import.meta.url));
writeFileSync(guide, withEveryField(readFileSync(guide, 'utf8'), readFileSync(types, 'utf8')));
process.stdout.write(`Wrote ${guide}\n`);
