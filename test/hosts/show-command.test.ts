import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { refusalFile } from '#test/journeys/ui/documents.ts';
import { first } from '#test/harness/pick.ts';

test('An issue is shown with whose move it is.', async () => {
  const data = temporaryFolder();
  const file = join(data, 'refusal.edi');
  writeFileSync(file, refusalFile);
  await runCommand(['import', file, '--data', data]);
  const { json } = await runCommand(['queue', '--data', data, '--json']);
  const { issues } = json() as { issues: readonly { readonly id: string }[] };
  const { out } = await runCommand(['show', first(issues).id, '--data', data]);
  expect(out).toContain('\nWhose   Probably ours. We sent the document');
});
