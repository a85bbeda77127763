import { expect, test } from 'vitest';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

/** Signs that turn round what stands behind them, however far. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;

test('What a partner wrote does not turn our words round, on screen and in a case.', async () => {
  const h = await gridline();
  h.tradingGrid.put({
    ...invoice('INV-1\u202e'),
    receiveraddress: '01:987654321',
    receivername: 'Acme \u202eseirtsudnI',
    status: 'Failed',
    errorcode: '4711',
    externalerrormessage: 'Refused \u2067by\u2069 \u202dthe server',
  });
  await h.poll('trading-grid.transactions');
  const issue = await h.issue();
  await h.client.issues.comment({ id: issue.id, text: 'Ask \u202emaS' });
  const { explanation, timeline } = await h.detail(issue.id);
  expect(issue.title).not.toMatch(turning);
  expect(issue.explanation).not.toMatch(turning);
  expect(JSON.stringify([explanation, timeline])).not.toMatch(turning);
  expect(explanation.why).toContain('Refused by the server');

  await h.escalate(issue.id);
  await h.undoWindowPasses();
  const [written] = h.salesforce.cases();
  expect(written?.description).toContain('Refused by the server');
  expect(`${written?.subject}\n${written?.description}`).not.toMatch(turning);
});
