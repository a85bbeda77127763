import { expect, test } from 'vitest';
import { hour, second } from '#shared/lib/time.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

test('With no time to undo an escalation leaves at once; with a minute it can be undone for a minute.', async () => {
  const h = await gridline();
  for (const number of ['INV-1', 'INV-2']) h.tradingGrid.fails(invoice(number));
  await h.poll('trading-grid.transactions');
  const [one, two] = await h.queue();
  await h.client.preferences.set({ undoSeconds: 0 });
  await h.reaches('accepted', await h.escalate(one?.id ?? ''));
  await h.client.preferences.set({ undoSeconds: 60 });
  const held = await h.escalate(two?.id ?? '');
  await h.passes(59 * second);
  await h.undo(held);
  await h.passes(hour);
  expect(h.salesforce.cases()).toHaveLength(1);
});
