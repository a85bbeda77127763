import { expect, test } from 'vitest';
import { issueIdOf } from '#core/evidence/fingerprint.ts';
import { gridline } from '#test/harness/gridline.ts';
import { pager } from './index.ts';
import { startPager } from './promises.ts';

test('A report is filed under the far side it came from, which its feed need not say.', async () => {
  const gateway = await startPager();
  const desk = await gridline({
    more: [{ connector: pager, access: gateway.access() ?? { settings: {}, secrets: {} } }],
    polled: false,
  });
  gateway.calls({ what: 'document', id: 'PO 4711', arrived: false, words: 'The line is dead.', at: desk.clock.now() });
  await desk.poll('pager.calls');
  expect((await desk.queue()).map(({ id }) => id)).toEqual([issueIdOf('process:pager|PO 4711')]);
});
