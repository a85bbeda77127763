import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '#test/harness/command-line.ts';
import { first } from '#test/harness/pick.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';
import { refusalFile } from '#test/journeys/ui/documents.ts';

test('Issues are grouped by hand on the command line, and one way at a time.', async () => {
  const data = temporaryFolder();
  const file = join(data, 'refusal.edi');
  writeFileSync(file, refusalFile);
  await runCommand(['import', file, '--data', data]);
  const { json } = await runCommand(['queue', '--data', data, '--json']);
  const { id } = first((json() as { issues: readonly { readonly id: string }[] }).issues);

  expect(await runCommand(['group', id, '--alone', '--data', data])).toMatchObject({
    code: 0,
    out: '1 issue now by itself.\n',
  });
  expect((await runCommand(['group', id, '--by-rules', '--data', data, '--json'])).json()).toMatchObject({
    changed: [id],
  });
  expect((await runCommand(['group', id, '--by-rules', '--data', data])).out).toBe('Nothing to change.\n');
  const refused = await runCommand(['group', id, '--alone', '--together', '--data', data]);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('Say one of --alone, --together, --with ID and --by-rules.');
});
