import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

test('A change of many issues answers how each of them stood before; those that said so already are in no group.', async () => {
  const h = await gridline();
  for (const number of ['INV-1', 'INV-2', 'INV-3']) h.tradingGrid.fails(invoice(number));
  await h.passes(2 * minute);
  const ids = (await h.queue()).map(({ id }) => id);
  expect(ids.length).toBe(3);
  const [first = '', ...others] = ids;
  const { issues } = h.client;

  expect((await issues.setStatus({ ids: [first], status: 'acknowledged' })).was).toEqual([
    { status: 'open', ids: [first] },
  ]);
  const { was } = await issues.setStatus({ ids: [...ids, 'unknown'], status: 'resolved' });
  expect(was.map((group) => ({ ...group, ids: group.ids.toSorted() }))).toEqual([
    { status: 'acknowledged', ids: [first] },
    { status: 'open', ids: others.toSorted() },
  ]);
  expect((await issues.setStatus({ ids, status: 'resolved' })).was).toEqual([]);

  expect((await issues.setOwner({ ids: [first], owner: 'Dana' })).was).toEqual([{ owner: null, ids: [first] }]);
  expect((await issues.setOwner({ ids: [first], owner: null })).was).toEqual([{ owner: 'Dana', ids: [first] }]);
});

test('What is undone is what stands there still: what somebody else has said since stays.', async () => {
  const h = await gridline();
  for (const number of ['INV-1', 'INV-2']) h.tradingGrid.fails(invoice(number));
  await h.passes(2 * minute);
  const [first = '', second = ''] = (await h.queue()).map(({ id }) => id);
  const { issues } = h.client;

  await issues.setStatus({ ids: [first, second], status: 'acknowledged' });
  await issues.setStatus({ ids: [first], status: 'resolved' });
  expect(await issues.setStatus({ ids: [first, second], status: 'open', from: 'acknowledged' })).toMatchObject({
    was: [{ status: 'acknowledged', ids: [second] }],
    left: [first],
  });
  await issues.setOwner({ ids: [second], owner: 'Dana' });
  expect(await issues.setOwner({ ids: [first, second], owner: 'Sam', from: null })).toMatchObject({ left: [second] });
  expect(await issues.setOwner({ ids: [first], owner: 'Sam', from: null })).toMatchObject({ was: [], left: [] });
  expect((await issues.setOwner({ ids: [second], owner: null, from: 'Dana' })).was).toEqual([
    { owner: 'Dana', ids: [second] },
  ]);
});
