import { expect, test } from 'vitest';
import { gridline } from '#test/harness/gridline.ts';
import { printHouse } from '#test/harness/print-house.ts';
import { invoice } from '#test/harness/small-network.ts';

const recipients = { to: [{ kind: 'partner contact', role: 'edi' }], by: 'email' } as const;

async function onePartner() {
  const house = printHouse({ recipients, approval: 'another person' });
  const h = await gridline({ more: [{ connector: house.connector }] });
  h.tradingGrid.fails(invoice('4711'));
  await h.poll('trading-grid.transactions');
  const [issue] = await h.queue();
  if (issue === undefined) throw new Error('There is no issue.');
  for (const name of ['Ada', 'Bob']) {
    const email = `${name.toLowerCase()}@northwind.example`;
    const said = { kind: 'partner contact', name, email, roles: ['edi'], partners: [issue.partner] } as const;
    await h.client.people.save({ version: null, person: { ...said, mobile: null, language: null, zone: null } });
  }
  return { h, issue, wanted: { issueIds: [issue.id], action: 'letter.send' } };
}

test('Each of several letters can be looked at before any is asked for, and what would hold them back is said.', async () => {
  const { h, issue, wanted } = await onePartner();
  const shown = await Promise.all([0, 1, 9].map((at) => h.client.actions.preview({ ...wanted, at })));
  expect(shown.map((one) => one.shown)).toEqual(['Ada', 'Bob', 'Bob'].map((to) => ({ issueIds: [issue.id], to })));
  expect(JSON.stringify(shown[1]?.draft)).toContain('Bob <bob@northwind.example>');
  expect(shown[0]).toMatchObject({ verb: 'Send a letter', count: 2, partners: 1, standing: [] });
  expect(shown[0]?.heldBack).toEqual([
    { reason: 'awaiting approval', words: expect.stringContaining('must approve it'), until: null },
  ]);
});

test('What is there already is named with the issue that it is about.', async () => {
  const { h, issue, wanted } = await onePartner();
  const { actions } = await h.client.actions.request({ ...wanted, immediately: true });
  const { count, standing } = await h.client.actions.preview(wanted);
  expect([count, standing]).toEqual([
    0,
    [
      {
        issueId: issue.id,
        partner: issue.partner,
        title: issue.title,
        chip: expect.objectContaining({ id: actions[0]?.id, noun: 'letter', state: 'awaiting approval' }),
      },
    ],
  ]);
  const another = await h.client.actions.preview({ ...wanted, purpose: 'The first went to the old address' });
  expect([another.count, another.standing]).toEqual([2, []]);
});
