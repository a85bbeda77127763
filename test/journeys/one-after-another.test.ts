import { expect, test } from 'vitest';
import { hour, minute } from '#shared/lib/time.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';
import type { Runner } from '#core/ports.ts';
import { gridline } from '#test/harness/gridline.ts';
import { printHouse } from '#test/harness/print-house.ts';
import { done, scriptedConnector } from '#test/harness/scripted-connector.ts';
import { invoice } from '#test/harness/small-network.ts';
import { twoDesks } from '#test/harness/two-desks.ts';

/** A letter is sent about an invoice that failed, and a second one waits for what becomes of it. */
async function twoLetters(receipts: readonly ReceiptKind[], withinMs: number | null = null, runner?: Runner) {
  const house = printHouse();
  // A note on this desk's own screen.
  const screen = scriptedConnector(
    { perform: (items) => Promise.resolve(items.map(({ idempotencyKey }) => done(idempotencyKey))) },
    { capability: 'notification.show', receipts: [] },
  );
  const h = await gridline({
    more: [{ connector: house.connector }, { connector: screen }],
    ...(runner === undefined ? {} : { runner }),
  });
  h.tradingGrid.fails(invoice('4711'));
  await h.poll('trading-grid.transactions');
  const { id } = await h.issue();
  const ask = async (purpose: string, after: { action: string } | null, kinds = receipts) => {
    const { actions } = await h.client.actions.request({
      issueIds: [id],
      action: 'letter.send',
      purpose,
      immediately: true,
      after: after && { ...after, receipts: [...kinds], withinMs },
    });
    const [action] = actions;
    if (action === undefined) throw new Error('Nothing was asked for.');
    return action;
  };
  const first = await ask('', null);
  await h.reaches('accepted', [first]);
  const second = await ask('reminder', { action: first.id });
  const hears = async (kind: ReceiptKind) => {
    await h.passes(minute);
    house.says(first.id, kind, h.clock.now());
    await h.poll('print-house.tracking');
  };
  const now = async (wanted = second) => {
    const [action] = (await h.client.actions.get({ ids: [wanted.id] })).actions;
    if (action === undefined) throw new Error('It is gone.');
    return action;
  };
  return { h, house, id, first, second, ask, hears, now };
}

test('What waits for a receipt of another says so, survives a restart, and goes out when that comes.', async () => {
  const { h, house, id, second, hears, now } = await twoLetters(['delivered'], 2 * hour);
  const waits = { reason: 'awaiting receipt', words: 'It is waiting for “delivered” of letter L-1.' };
  expect(second).toMatchObject({ state: 'awaiting receipt', notSent: waits, can: { cancel: true, retry: false } });
  await hears('handed over');
  await h.restart();
  await h.passes(minute);
  expect([(await now()).notSent, house.letters.size]).toMatchObject([waits, 1]);
  await hears('delivered');
  await h.reaches('accepted', [second]);
  // The time that it had is over later, and means nothing any more.
  await h.passes(3 * hour);
  expect([(await now()).state, house.letters.size]).toEqual(['accepted', 2]);
  expect((await h.detail(id)).timeline.map(({ detail }) => detail)).toContain(
    'It will be sent once another action is delivered.',
  );
  expect((await h.verify()).problems).toEqual([]);
});

test('A letter that was read was delivered, and what was heard before is not waited for.', async () => {
  const { h, house, first, second, hears, ask } = await twoLetters(['delivered']);
  await hears('read');
  await h.reaches('accepted', [second]);
  const third = await ask('third', { action: first.id });
  await h.reaches('accepted', [third]);
  expect(house.letters.size).toBe(3);
});

test('Where it bounces, what waited for it to be delivered ends and says why, with all that waited for that in turn.', async () => {
  const { h, house, id, second, hears, now, ask } = await twoLetters(['delivered']);
  const third = await ask('third', { action: second.id });
  await hears('bounced');
  expect(await now()).toMatchObject({
    state: 'expired',
    notSent: {
      reason: 'receipt can’t come',
      words: 'It waited for “delivered” of letter L-1, which can’t come any more: that one is bounced.',
    },
  });
  expect((await now(third)).notSent?.reason).toBe('receipt can’t come');
  expect((await h.detail(id)).timeline).toContainEqual(
    expect.objectContaining({
      text: 'This was not sent to Print house',
      detail: expect.stringContaining('which can’t come any more'),
    }),
  );
  await h.passes(hour);
  expect(house.letters.size).toBe(1);
});

test('A bounce can be what is waited for.', async () => {
  const { h, house, second, hears } = await twoLetters(['bounced', 'opted out']);
  await hears('bounced');
  await h.reaches('accepted', [second]);
  expect(house.letters.size).toBe(2);
});

test('Where the time is over it ends, whether the program ran then or not, and what comes later changes nothing.', async () => {
  const { h, house, hears, now } = await twoLetters(['delivered'], 2 * hour);
  await h.passes(2 * hour - minute);
  expect((await now()).state).toBe('awaiting receipt');
  await h.isOffFor(hour);
  expect((await now()).notSent).toMatchObject({
    reason: 'expired',
    words: 'It waited for “delivered” of letter L-1, which did not come in time.',
  });
  await hears('delivered');
  await h.passes(hour);
  expect([(await now()).state, house.letters.size]).toEqual(['expired', 1]);
});

test('What waits can be cancelled, and does not go out when the receipt comes.', async () => {
  const { h, house, second, hears, now } = await twoLetters(['delivered']);
  await h.undo([second]);
  await hears('delivered');
  await h.passes(hour);
  expect([(await now()).state, house.letters.size]).toEqual(['cancelled', 1]);
});

test('What waits is not sent once its issue is resolved, and says so; what was asked for after that is.', async () => {
  const { h, house, id, first, ask, hears, now, second } = await twoLetters(['delivered']);
  await h.client.issues.setStatus({ ids: [id], status: 'resolved' });
  const third = await ask('all is well again', { action: first.id });
  await hears('delivered');
  await h.reaches('accepted', [third]);
  expect([await now(), house.letters.size]).toMatchObject([
    {
      state: 'expired',
      notSent: {
        reason: 'resolved meanwhile',
        words: 'It waited for “delivered” of letter L-1, and what it is about was resolved before that came.',
      },
    },
    2,
  ]);
  expect((await h.verify()).problems).toEqual([]);
  // Asked for again by somebody who knows that, it goes out.
  await ask('reminder', { action: first.id });
  await h.reaches('accepted', [second]);
});

test('What can never come of the other one is refused, and so is to wait for one that is not there.', async () => {
  const { ask, first, second, h } = await twoLetters(['delivered']);
  await expect(ask('third', { action: first.id }, ['signed'])).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: 'after', got: 'signed' },
  });
  await expect(ask('third', { action: 'GL-nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await h.actions()).toHaveLength(2);
  // One that was taken back is asked for anew under its own key, and can't wait for itself.
  await h.client.actions.cancel({ ids: [second.id] });
  await expect(ask('reminder', { action: second.id })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    data: { field: 'after' },
  });
});

test('Where another desk acts by itself the receipt is heard and only what stays here goes out, until it is this one again.', async () => {
  const runner = twoDesks('this desk');
  const { h, house, id, first, second, hears, now } = await twoLetters(['delivered'], null, runner);
  const after = { action: first.id, receipts: ['delivered' as const] };
  const { actions: notes } = await h.client.actions.request({ issueIds: [id], action: 'crm.escalate', after });
  runner.handsTo('desk-2');
  await hears('delivered');
  await h.reaches('accepted', notes);
  await h.passes(hour);
  expect([(await now()).notSent?.reason, house.letters.size]).toEqual(['another desk', 1]);
  runner.handsTo('this desk');
  await h.reaches('accepted', [second]);
  expect(house.letters.size).toBe(2);
});
