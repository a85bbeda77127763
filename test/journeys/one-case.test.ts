import { expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import { gridline, type Gridline } from '#test/harness/gridline.ts';
import { first, only } from '#test/harness/pick.ts';
import { invoice, shipNotice } from '#test/harness/small-network.ts';

const down = 'The partner’s AS2 server refused the connection';

/** The documents of the outage that a bad Monday begins with. */
async function outage(h: Gridline): Promise<readonly string[]> {
  await h.passes(minute);
  const { incidents } = await h.client.issues.incidents({ limit: 1_000 });
  const { id } = first(incidents.toSorted((a, b) => b.documents - a.documents));
  const { issues } = await h.client.issues.list({ filter: `incident:${id}`, limit: 1_000 });
  return issues.map((issue) => issue.id);
}

test('An outage of 320 documents is one case that lists them, whatever happens to the computer meanwhile.', async () => {
  const h = await gridline({ day: 'bad-monday', polled: false });
  const ids = await outage(h);
  expect(ids).toHaveLength(320);
  const preview = await h.client.actions.preview({ issueIds: ids, action: 'case.create' });
  expect([preview.count, preview.partners, preview.shown.issueIds.length]).toEqual([1, 1, 320]);
  const asked = await h.escalate(...ids);
  expect(only(asked).issueIds).toHaveLength(320);
  await h.restart();
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  await h.restart();
  await h.passes(minute);

  const made = only(h.salesforce.cases());
  expect(made.subject).toMatch(/^Northgate Markets: 320 documents, such as: /);
  expect(made.description).toContain('320 documents have this problem. This is what happened to the first:');
  expect(ids.filter((id) => made.description?.includes(`, reference ${id}`) !== true)).toEqual([]);
  expect(
    only([
      ...new Set(
        (await h.queue(`incident:${first(ids)}`)).flatMap(({ actions }) => actions.map(({ reference }) => reference)),
      ),
    ]),
  ).toBe(made.caseNumber);

  // Asked for again, whole or in part, it is the same one.
  const again = await h.escalate(...ids.slice(0, 7));
  expect(again.map(({ id }) => id)).toEqual(asked.map(({ id }) => id));

  h.salesforce.closeCase(made.id);
  await h.poll('salesforce.cases');
  expect(new Set((await h.queue()).filter(({ id }) => ids.includes(id)).map(({ status }) => status))).toEqual(
    new Set(['resolved']),
  );
  expect((await h.verify()).problems).toEqual([]);
});

test('One document stands for its whole incident where that is asked for, and for itself otherwise.', async () => {
  const h = await gridline();
  for (const number of ['1', '2', '3']) h.tradingGrid.fails(invoice(number), down);
  h.tradingGrid.fails(shipNotice('4'), 'The map found no unit price');
  await h.poll();
  const [one, two, , other] = await h.queue();
  if (one === undefined || two === undefined || other === undefined) throw new Error('All failed.');

  const alone = await h.escalate(two.id);
  await h.undoWindowPasses();
  await h.reaches('accepted', alone);
  expect(only(h.salesforce.cases()).subject).toBe(`Harbour Stores: ${two.title}`);

  const whole = { issueIds: [one.id], action: 'case.create', whole: true } as const;
  const preview = await h.client.actions.preview(whole);
  expect([preview.count, preview.already]).toEqual([1, [two.id]]);
  const { actions } = await h.client.actions.request({ ...whole, immediately: true });
  await h.passes(second);
  expect(actions.map(({ issueIds }) => issueIds.length).toSorted()).toEqual([1, 2]);
  expect(h.salesforce.cases()).toHaveLength(2);
  expect((await h.detail(other.id)).issue.actions).toEqual([]);
});

test('A case of more documents than it has room for says how many it does not list.', async () => {
  const h = await gridline();
  for (let number = 0; number < 700; number++) h.tradingGrid.fails(invoice(`INV-${number}`), down);
  await h.poll('trading-grid.transactions');
  const asked = await h.escalate(...(await h.queue()).map(({ id }) => id));
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  const { description } = only(h.salesforce.cases());
  const listed = (description ?? '').split('\n').filter((line) => line.startsWith('- ')).length;
  expect(listed).toBeGreaterThan(300);
  expect(description).toMatch(new RegExp(`\nand ${700 - listed} more\\.$`));
  expect(Buffer.byteLength(description ?? '')).toBeLessThanOrEqual(32_000);
});
