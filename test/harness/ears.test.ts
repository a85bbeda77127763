import { expect, test } from 'vitest';
import { createLedger } from '#sandbox/lib/ledger.ts';
import { createEars } from './ears.ts';
import { gridline } from './gridline.ts';
import { invoice } from './small-network.ts';

const wrote = { effect: 'case.created', id: '500', key: 'k1', data: {} };
const call = { seq: 1, operation: 'salesforce.collections.upsert' };

function standIn() {
  const ledger = createLedger(() => 0);
  return { name: 'salesforce', ledger };
}

test('A line at error level is a surprise, and one at a lower level is none.', () => {
  const ears = createEars();
  ears.log('warn', 'The clock was put back');
  ears.log('error', 'A call failed', { call: 'issues.get' });
  expect(ears.surprises()).toEqual(['Trouble: A call failed {"call":"issues.get"}']);
});

test('Trouble that was expected is no surprise, and is one where it does not come.', () => {
  const ears = createEars();
  ears.log('error', 'A call failed', { call: 'issues.get' });
  ears.expectsTrouble(/issues\.get/);
  expect(ears.surprises()).toEqual([]);
  ears.expectsTrouble(/disk/);
  expect(ears.surprises()).toEqual(['The trouble /disk/ did not come.']);
});

test('An effect is a surprise until the story has looked, and so is one that comes after it looked.', () => {
  const ears = createEars();
  const outside = standIn();
  const attention = ears.attend(outside);
  outside.ledger.record(wrote, call);
  const said = 'salesforce was changed: case.created 500 (k1)';
  expect(ears.surprises()).toEqual([said]);
  attention.looked();
  expect(ears.surprises()).toEqual([]);
  outside.ledger.record(wrote, call);
  expect(ears.surprises()).toEqual([said]);
  attention.ledger.clear();
  expect(ears.surprises()).toEqual([said]);
});

test('Reading effects from the ledger tells the story of those alone; what its own people did is known to it.', () => {
  const ears = createEars();
  const outside = standIn();
  const attention = ears.attend(outside);
  outside.ledger.record(wrote, call);
  outside.ledger.record({ ...wrote, effect: 'comment.created' }, call);
  outside.ledger.record({ ...wrote, effect: 'agent.case.updated' });
  attention.ledger.effects('comment.created');
  expect(ears.surprises()).toEqual(['salesforce was changed: case.created 500 (k1)']);
});

test.fails('A story that makes a case and never looks at it fails.', async () => {
  const h = await gridline();
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const asked = await h.escalate((await h.issue()).id);
  await h.undoWindowPasses();
  expect(await h.reaches('accepted', asked)).toHaveLength(1);
});

test.fails('A story that expects trouble which does not come fails.', async () => {
  const h = await gridline();
  h.expectsTrouble(/disk/);
  expect(await h.queue()).toEqual([]);
});
