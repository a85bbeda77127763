import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '#test/harness/command-line.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

function desk() {
  const data = temporaryFolder();
  return { data, run: (...words: readonly string[]) => runCommand([...words, '--data', data]) };
}

test('What one desk shows, another takes; with a plain word of what it is, and never on the command line', async () => {
  const [one, other] = [desk(), desk()];
  const shown = await one.run('recipient-key', 'show', '--json');
  const again = await one.run('recipient-key', 'show', '--json');
  const file = join(other.data, 'key.json');
  writeFileSync(file, shown.out);
  const set = await other.run('recipient-key', 'set', '--secrets', file);
  const taken = await other.run('recipient-key', 'show', '--json');
  const made = await other.run('recipient-key', 'new');
  expect({
    again: again.json(),
    warned: shown.err.includes('This is a secret'),
    set: [set.code, set.out.startsWith('The key is set.')],
    taken: taken.json(),
    made: made.code,
  }).toEqual({ again: shown.json(), warned: true, set: [0, true], taken: shown.json(), made: 0 });
  expect((await other.run('recipient-key', 'show', '--json')).json()).not.toEqual(shown.json());
});

test.each([
  [['praise'], 'There is no "recipient-key praise".'],
  [['set'], '--secrets FILE goes with set, and only with set.'],
])('recipient-key %j is refused with what to do', async (words, message) => {
  const refused = await desk().run('recipient-key', ...words);
  expect([refused.code, refused.err.includes(message)]).toEqual([2, true]);
});
