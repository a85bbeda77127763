import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeSchema } from '#core/store/schema/describe-schema.ts';
import { openStore } from '#core/store/open.ts';

/** `npm run schema`: writes the schema as it is after all migrations, so that a change shows in review. */
const path = fileURLToPath(new URL('../electron/core/store/schema.sql', import.meta.url));
const store = openStore({ path: ':memory:', log: () => {} });
writeFileSync(path, store.read(describeSchema));
store.close();
process.stdout.write(`Wrote ${path}\n`);
