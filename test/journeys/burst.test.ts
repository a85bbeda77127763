import { expect, test } from 'vitest';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

test('Of a burst of 500 problems, 200 are escalated at once with three API calls, and never twice.', async () => {
  const h = await gridline();
  for (let number = 0; number < 500; number++) h.tradingGrid.fails(invoice(`INV-${number}`));
  await h.poll('trading-grid.transactions');
  const issues = await h.queue();
  const chosen = issues.slice(0, 200).map(({ id }) => id);

  const before = h.salesforce.dataCalls().length;
  const asked = await h.escalate(...chosen);
  await h.undoWindowPasses();
  const done = await h.reaches('accepted', asked);
  const calls = h.salesforce.dataCalls().slice(before);
  const cases = h.salesforce.cases();

  const again = await h.escalate(...chosen);
  await h.undoWindowPasses();

  expect({
    issues: issues.length,
    calls: calls.length,
    upserts: calls.filter((call) => call === 'salesforce.collections.upsert').length,
    cases: cases.length,
    keys: new Set(cases.map(({ key }) => key)).size,
    numbers: done.map(({ reference }) => reference).toSorted(),
    withAccount: cases.filter(({ accountName }) => accountName === 'Harbour Stores Inc.').length,
    again: again.map(({ id, state }) => `${id} ${state}`),
    casesAfterwards: h.salesforce.cases().length,
    upsertsAfterwards: h.salesforce.ledger.calls('salesforce.collections.upsert').length,
  }).toEqual({
    issues: 500,
    calls: 3,
    upserts: 1,
    cases: 200,
    keys: 200,
    numbers: cases.map(({ caseNumber }) => caseNumber),
    withAccount: 200,
    again: done.map(({ id }) => `${id} accepted`),
    casesAfterwards: 200,
    upsertsAfterwards: 1,
  });
});
