import { join } from 'node:path';
import { expect, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import type { Approval, DeliveryClass } from '#shared/model/action/action.ts';
import type { ActionItem } from '#core/connectors/action.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { restoreBackup } from '#core/index.ts';
import { gridline } from '#test/harness/gridline.ts';
import { first } from '#test/harness/pick.ts';
import { printHouse } from '#test/harness/print-house.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { invoice } from '#test/harness/small-network.ts';
import { temporaryFolder } from '#test/harness/temporary-folder.ts';

/** Something that sends texts; `sent` is what arrived there. */
function texts(deliveryClass: DeliveryClass, approval?: Approval) {
  const sent: string[] = [];
  const perform = async (items: readonly ActionItem[]) => {
    sent.push(...items.map(({ idempotencyKey }) => idempotencyKey));
    return items.map(() => done('m'));
  };
  const connector = defineConnector(
    {
      id: 'texts',
      name: 'Texts',
      summary: 'Sends texts.',
      actions: [
        {
          id: 'send',
          name: 'Send',
          capability: 'content.task',
          verb: 'Text',
          did: 'texted {issue} by {where}',
          noun: 'text',
          countsAs: 'changed a record',
          deliveryClass,
          ...(approval === undefined ? {} : { needs: { approval } }),
        },
      ],
    },
    () => ({
      test: async () => ({ ok: true, checks: [] }),
      actions: {
        send: {
          draft: () => null,
          perform,
          reconcile: async (items) =>
            items.map(({ idempotencyKey }) => (sent.includes(idempotencyKey) ? done('m') : null)),
        },
      },
    }),
  );
  return { connector, sent };
}

/** A backup is made while something waits; that leaves; then the backup is put in place. */
async function restored(deliveryClass: DeliveryClass, approval?: Approval) {
  const { connector, sent } = texts(deliveryClass, approval);
  const h = await gridline({ more: [{ connector }] });
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const [asked] = await h.act('texts.send', (await h.queue())[0]?.id ?? '');
  const backup = join(temporaryFolder(), 'backup.db');
  await h.client.system.backup({ path: backup });
  if (approval !== undefined) await h.client.actions.approve({ ids: [asked?.id ?? ''] });
  await h.passes(minute);
  expect(sent).toHaveLength(1);
  await h.goDown();
  restoreBackup({ path: join(h.dataFolder, 'gridline.db'), backup, now: h.clock.now(), log: () => undefined });
  await h.comeUp();
  await h.passes(2 * minute);
  const [action] = await h.actions();
  return { h, sent, action };
}

test('What may be sent at most once is not sent again by a backup in which it still waited: a person is asked.', async () => {
  const { sent, action } = await restored('at-most-once');
  expect(sent).toHaveLength(1);
  expect([action?.state, action?.error?.message]).toEqual([
    'outcome unknown',
    'This comes from a backup, and may have been sent after that was made.',
  ]);
});

test('What can be looked up is found, and not sent again.', async () => {
  const { sent, action } = await restored('reconcilable');
  expect([sent.length, action?.state]).toEqual([1, 'accepted']);
});

test('What waited for somebody’s word waits on, and says that it may have gone out since.', async () => {
  const { h, sent, action } = await restored('at-most-once', 'anyone');
  expect([sent.length, action?.state, action?.remark]).toEqual([
    1,
    'awaiting approval',
    'This comes from a backup, and may have been sent after that was made.',
  ]);
  expect(action?.can).toEqual({ cancel: true, retry: false, settle: true, approve: true });
  const ids = [action?.id ?? ''];
  await h.client.actions.settle({ ids });
  expect([first(await h.actions()).state, sent.length]).toEqual(['handed over', 1]);
});

test('What waited for somebody’s word can be given up after all, and goes on saying that it may have gone out.', async () => {
  const { h, action } = await restored('at-most-once', 'anyone');
  await h.client.actions.cancel({ ids: [action?.id ?? ''] });
  const given = first(await h.actions());
  expect([given.state, given.notSent?.words]).toEqual([
    'cancelled',
    'This comes from a backup, and may have been sent after that was made.',
  ]);
});

/** A text waits for what becomes of a letter; a backup is made; the text leaves; the backup is put in place, and all is heard again. */
async function restoredWaiting(deliveryClass: DeliveryClass) {
  const { connector, sent } = texts(deliveryClass);
  const house = printHouse();
  const h = await gridline({ more: [{ connector }, { connector: house.connector }] });
  h.tradingGrid.fails(invoice('INV-1'));
  await h.poll('trading-grid.transactions');
  const { id } = await h.issue();
  const letter = first(await h.act('letter.send', id));
  await h.undoWindowPasses();
  await h.reaches('accepted', [letter]);
  const after = { action: letter.id, receipts: ['delivered' as const], withinMs: null };
  await h.client.actions.request({ issueIds: [id], action: 'content.task', after });
  const backup = join(temporaryFolder(), 'backup.db');
  await h.client.system.backup({ path: backup });
  house.says(letter.id, 'delivered', h.clock.now());
  await h.poll('print-house.tracking');
  await h.passes(minute);
  expect(sent).toHaveLength(1);
  await h.goDown();
  restoreBackup({ path: join(h.dataFolder, 'gridline.db'), backup, now: h.clock.now(), log: () => undefined });
  await h.comeUp();
  await h.poll('print-house.tracking');
  await h.passes(2 * minute);
  const text = (await h.actions()).find(({ action }) => action === 'texts.send');
  return { sent, text };
}

test.each([
  ['at-most-once', 'outcome unknown'],
  ['reconcilable', 'accepted'],
] as const)(
  'What waited for a receipt in a backup is not sent again when that is heard again: %s.',
  async (how, state) => {
    const { sent, text } = await restoredWaiting(how);
    expect([sent.length, text?.state]).toEqual([1, state]);
  },
);
