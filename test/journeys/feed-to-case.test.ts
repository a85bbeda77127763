import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import { gridline } from '#test/harness/gridline.ts';
import { invoice } from '#test/harness/small-network.ts';

test('A failure in Lens becomes an issue, a case, and an end that either side can bring about.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('4711'), 'AS2 delivery failed after 5 attempts: HTTP 503 Service Unavailable');
  await h.poll();
  const issue = await h.issue();
  expect(issue).toMatchObject({
    kind: 'delivery-failed',
    severity: 'high',
    status: 'open',
    partner: 'Harbour Stores',
    partnerAddress: '01:123456789',
    direction: 'outbound',
    documentType: '810',
    documentNumber: '4711',
    title: 'Invoice 4711 was not delivered: AS2 delivery failed after 5 attempts: HTTP 503 Service Unavailable',
    explanation:
      'Delivery failed: the partner\'s AS2 server returned 503. Trading Grid says: "AS2 delivery failed after 5 attempts: HTTP 503 Service Unavailable"',
    occurrences: 1,
    actions: [],
  });

  const first = await h.escalate(issue.id);
  expect(first).toMatchObject([{ state: 'held', holdUntil: h.clock.now() + 10_000 }]);
  await h.undo(first);
  await h.undoWindowPasses();
  h.salesforce.expectCases([]);

  const again = await h.escalate(issue.id);
  await h.undoWindowPasses();
  const [action] = await h.reaches('accepted', again);
  h.salesforce.expectCases([
    {
      key: action?.idempotencyKey ?? '',
      caseNumber: action?.reference ?? '',
      subject: `Harbour Stores: ${issue.title}`,
      description: expect.stringContaining('HTTP 503 Service Unavailable'),
      status: 'New',
      priority: 'High',
      origin: 'Trading Grid',
      accountName: 'Harbour Stores Inc.',
    },
  ]);
  const [theirs] = h.salesforce.cases();
  const caseId = theirs?.id ?? '';
  const link = `${h.salesforce.baseUrl}/${caseId}`;

  await h.passes(minute);
  h.salesforce.setStatus(caseId, 'Working');
  h.salesforce.setOwner(caseId, 'Priya Raman');
  h.salesforce.comment(caseId, 'Called the partner: their server is back at noon.', 'Priya Raman');
  await h.poll('salesforce.cases');
  await h.passes(minute);
  h.salesforce.closeCase(caseId);
  await h.poll('salesforce.cases');
  const closed = await h.detail(issue.id);
  expect(closed.issue).toMatchObject({ status: 'resolved', resolvedBy: 'outside', occurrences: 1 });
  expect(closed.timeline.map(({ text, detail, url }) => [text, detail, url])).toEqual([
    [
      'OpenText Trading Grid (document): delivery failed',
      'AS2 delivery failed after 5 attempts: HTTP 503 Service Unavailable',
      'https://tradinggrid.opentext.com/lens/app/transactions/TG-4711/details',
    ],
    ['pat escalated this to Salesforce', null, null],
    ['pat cancelled this before it was sent to Salesforce', null, null],
    ['pat escalated this to Salesforce', null, null],
    [`Case ${action?.reference} created`, null, link],
    ['Status: New. Owner: Gridline Integration', null, link],
    ['Status: Working. Owner: Priya Raman', null, link],
    ['Priya Raman replied to the case', 'Called the partner: their server is back at noon.', null],
    [`Case ${action?.reference} was closed. Status: Closed. Owner: Priya Raman`, null, link],
  ]);

  await h.passes(minute);
  h.tradingGrid.fails(invoice('4711'), 'AS2 delivery failed again');
  await h.poll();
  expect(await h.issue()).toMatchObject({
    id: issue.id,
    status: 'open',
    occurrences: 2,
    firstSeenAt: issue.firstSeenAt,
  });
  const second = await h.escalate(issue.id);
  await h.undoWindowPasses();
  const [newer] = await h.reaches('accepted', second);
  h.salesforce.expectCases([
    { id: caseId, isClosed: true },
    { key: newer?.idempotencyKey ?? '', caseNumber: newer?.reference ?? '', isClosed: false },
  ]);

  expect(await h.verify()).toMatchObject({ ok: true, problems: [] });
});

test('A document that is delivered after all ends its issue, also after a restart, and failing again brings it back.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('4711'));
  await h.poll();
  const issue = await h.issue();
  const asked = await h.escalate(issue.id);
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  await h.restart();
  await h.passes(hour);
  h.tradingGrid.delivers(invoice('4711'));
  await h.poll();
  const delivered = await h.issue();
  await h.passes(hour);
  h.tradingGrid.fails(invoice('4711'));
  await h.poll();
  const back = await h.issue();
  const again = await h.escalate(issue.id);
  await h.undoWindowPasses();
  await h.reaches('accepted', again);
  expect({
    delivered: [delivered.status, delivered.resolvedBy, delivered.dueAt],
    back: [back.status, back.resolvedBy, back.occurrences],
    cases: new Set(h.salesforce.cases().map(({ key }) => key)).size,
    verified: (await h.verify()).ok,
  }).toEqual({
    delivered: ['resolved', 'source', null],
    back: ['open', null, 2],
    cases: 2,
    verified: true,
  });
});

test('A document that fails in the same way after its case was closed is an issue again.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('4711'));
  await h.poll();
  const issue = await h.issue();
  const asked = await h.escalate(issue.id);
  await h.undoWindowPasses();
  await h.reaches('accepted', asked);
  await h.passes(minute);
  h.salesforce.closeCase(h.salesforce.cases()[0]?.id ?? '');
  await h.passes(hour);
  const closed = await h.issue();
  h.tradingGrid.fails(invoice('4711'));
  await h.poll();
  const back = await h.issue();
  expect([closed.status, back.status, back.occurrences]).toEqual(['resolved', 'open', 2]);
});

test('A case that is closed in the second in which it was last seen still ends the issue.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('4711'));
  await h.poll();
  const issue = await h.issue();
  const actions = await h.escalate(issue.id);
  await h.undoWindowPasses();
  await h.reaches('accepted', actions);
  h.salesforce.closeCase(h.salesforce.cases()[0]?.id ?? '');
  await h.poll('salesforce.cases');
  expect(await h.issue()).toMatchObject({ status: 'resolved', resolvedBy: 'outside' });
});
