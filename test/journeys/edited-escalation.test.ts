import { expect, test } from 'vitest';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

const escalate = 'salesforce.escalate';

/** Two failed invoices of one partner; different documents all the same. */
async function twoIssues() {
  const h = await gridline();
  h.tradingGrid.fails(invoice('4711'), 'HTTP 503 from the first server');
  h.tradingGrid.fails(invoice('4712'), 'HTTP 404 from the second server');
  await h.poll();
  const ids = (await h.queue()).map(({ id }) => id);
  return { h, ids };
}

test('Many cases take the fields they can share and a note below each one’s own text.', async () => {
  const { h, ids } = await twoIssues();
  const { fields } = await h.client.actions.preview({ issueIds: ids, action: escalate });
  expect(fields.filter(({ bulk }) => bulk).map(({ key }) => key)).toEqual(['priority', 'origin']);
  const { actions } = await h.client.actions.request({
    issueIds: ids,
    action: escalate,
    overrides: { priority: 'Low' },
    note: 'All of this is the outage of Monday.',
    immediately: true,
  });
  await h.reaches('accepted', actions);
  const cases = h.salesforce.cases();
  expect(cases.map(({ priority }) => priority)).toEqual(['Low', 'Low']);
  const own = ['HTTP 503 from the first server', 'HTTP 404 from the second server'];
  for (const { description } of cases) {
    expect(own.filter((words) => description?.includes(words))).toHaveLength(1);
    expect(description).toMatch(/\S\n\nAll of this is the outage of Monday\.$/);
  }
});

test.each([
  ['subject', 'Orders are late'],
  ['description', 'The text of the first issue.'],
  ['Description', 'The text of the first issue.'],
])('One %s for several issues is refused: it would put one partner’s words in another’s case.', async (key, value) => {
  const { h, ids } = await twoIssues();
  const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { [key]: value } });
  await expect(asked).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: key.toLowerCase(), expected: expect.stringContaining('priority, origin') },
  });
  expect(await h.actions()).toEqual([]);
  const alone = await h.client.actions.request({
    issueIds: ids.slice(0, 1),
    action: escalate,
    overrides: { [key]: value },
    immediately: true,
  });
  await h.reaches('accepted', alone.actions);
  expect(h.salesforce.cases()).toMatchObject([{ [key.toLowerCase()]: value }]);
});

test('A field that the action does not have is refused, with what it has and what was probably meant.', async () => {
  const { h, ids } = await twoIssues();
  const asked = h.client.actions.request({ issueIds: ids, action: escalate, overrides: { prioritty: 'Low' } });
  await expect(asked).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringContaining('did you mean priority?'),
    data: { field: 'prioritty', expected: expect.stringContaining('subject, priority, origin, description') },
  });
  expect(await h.actions()).toEqual([]);
});

test('A note fits even below the longest description.', async () => {
  const { h, ids } = await twoIssues();
  const { actions } = await h.client.actions.request({
    issueIds: ids.slice(0, 1),
    action: escalate,
    overrides: { description: 'x'.repeat(32_000) },
    note: 'Call Priya first.',
    immediately: true,
  });
  await h.reaches('accepted', actions);
  const [made] = h.salesforce.cases();
  expect(made?.description).toMatch(/x…\n\nCall Priya first\.$/);
  expect(made?.description).toHaveLength(32_000);
});
