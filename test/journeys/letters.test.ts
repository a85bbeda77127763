import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';
import { gridline } from '#test/harness/gridline.ts';
import { printHouse } from '#test/harness/print-house.ts';
import { invoice } from '#test/harness/small-network.ts';

/** A letter about an invoice that failed, on its way. */
async function letterSent() {
  const house = printHouse();
  const h = await gridline({ more: [{ connector: house.connector }] });
  h.tradingGrid.fails(invoice('4711'));
  await h.poll('trading-grid.transactions');
  const issue = await h.issue();
  const send = async () => {
    const asked = await h.act('letter.send', issue.id);
    await h.undoWindowPasses();
    const [action] = await h.reaches('accepted', asked);
    if (action === undefined) throw new Error('No letter was sent.');
    return action;
  };
  const action = await send();
  const hears = async (kind: ReceiptKind, more: Partial<ReceiptReceived> = {}) => {
    await h.passes(minute);
    house.says(action.idempotencyKey, kind, h.clock.now(), more);
    await h.poll('print-house.tracking');
    return (await h.client.actions.get({ ids: [action.id] })).actions[0];
  };
  /** The timeline, from the letter on. */
  const told = async () => (await h.detail(issue.id)).timeline.slice(1).map(({ text, detail }) => [text, detail]);
  return { h, house, issue, action, send, hears, told };
}

test('A letter that is handed over and bounces says why, and another one goes under a key of its own.', async () => {
  const { h, house, issue, action, send, hears, told } = await letterSent();
  expect(await hears('handed over')).toMatchObject({ state: 'handed over', capability: 'letter.send', noun: 'letter' });
  expect(await hears('bounced', { words: 'Moved, left no address' })).toMatchObject({
    state: 'bounced',
    error: { message: 'Letter L-1 bounced: Moved, left no address' },
    can: { retry: false, cancel: false },
  });
  expect(await told()).toEqual([
    ['pat sent a letter about this through Print house', null],
    ['Letter L-1 created', null],
    ['Letter L-1 was handed over', null],
    ['Letter L-1 bounced', 'Moved, left no address'],
  ]);
  // A letter tells the partner; it hands the issue on to nobody.
  expect(await h.queue('is:escalated')).toEqual([]);

  const again = await send();
  expect([again.idempotencyKey === action.idempotencyKey, again.reference]).toEqual([false, 'L-2']);
  expect((await h.detail(issue.id)).issue.actions.map(({ state }) => state)).toEqual(['bounced', 'accepted']);
  expect([house.letters.size, (await h.verify()).problems]).toEqual([2, []]);
});

test('A letter that is delivered, read and answered stays delivered, whatever is told late.', async () => {
  const { h, house, action, hears, told } = await letterSent();
  await hears('delivered');
  await hears('read', { who: 'Ada Byron' });
  await hears('replied', { who: 'Ada Byron', words: 'We send it again tomorrow.' });
  house.says(action.idempotencyKey, 'handed over', h.clock.now() - 4 * minute);
  await h.poll('print-house.tracking');
  expect((await h.actions())[0]).toMatchObject({ state: 'delivered', error: null });
  expect((await told()).slice(-3)).toEqual([
    ['Letter L-1 was delivered', null],
    ['Letter L-1 was read by Ada Byron', null],
    ['Ada Byron replied to letter L-1', 'We send it again tomorrow.'],
  ]);
  expect((await h.issue()).status).toBe('open');
});

test('A partner who opts out is said to have, and what to do instead.', async () => {
  const { hears, told } = await letterSent();
  expect(await hears('opted out', { who: 'Ada Byron' })).toMatchObject({
    state: 'opted out',
    error: { next: 'Choose another way to reach them.' },
    notSent: { reason: 'opted out' },
  });
  expect((await told()).at(-1)).toEqual(['Ada Byron opted out of these messages', null]);
});
