import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { authorsSource, withEveryField } from './lib/documented-types.ts';

/** `npm run guide`: writes what the connectors’ types say of each field into the guide for authors. A test holds the two together. */
const guide = fileURLToPath(new URL('../docs/writing-a-connector.md', import.meta.url));
writeFileSync(guide, withEveryField(readFileSync(guide, 'utf8'), authorsSource()));
process.stdout.write(`Wrote ${guide}\n`);
