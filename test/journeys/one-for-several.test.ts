import { expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { AboutIssue } from '#core/connectors/action.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { gridline } from '#test/harness/gridline.ts';
import { done } from '#test/harness/scripted-connector.ts';
import { invoice } from '#test/harness/small-network.ts';

/** A log book outside, in which one entry stands for all the issues that it was asked for. */
function logBook() {
  const entries: { readonly key: string; readonly numbers: readonly (string | null)[] }[] = [];
  const news: NewEvent[] = [];
  const numbersOf = (subjects: readonly AboutIssue[]) => subjects.map(({ issue }) => issue.documentNumber);
  const connector = defineConnector(
    {
      id: 'book',
      name: 'Log book',
      summary: 'One entry for all.',
      feeds: [{ id: 'entries', name: 'Entries' }],
      actions: [
        {
          id: 'enter',
          name: 'Enter',
          capability: 'case.create',
          verb: 'Enter',
          did: 'entered {issue} in {where}',
          noun: 'entry',
          countsAs: 'changed a record',
          receipts: ['accepted', 'closed', 'deleted'],
          deliveryClass: 'idempotent',
          per: 'subject',
          receiptFeed: 'entries',
        },
      ],
    },
    () => ({
      test: () => Promise.resolve({ ok: true, checks: [] }),
      feeds: {
        entries: async function* () {
          yield { events: news.splice(0), cursor: null };
        },
      },
      actions: {
        enter: {
          draft: (subject) => numbersOf([subject]),
          draftTogether: numbersOf,
          perform(items) {
            const made = items.map(({ idempotencyKey: key, draft }) => ({ key, numbers: draft as string[] }));
            entries.push(...made);
            return Promise.resolve(made.map(({ numbers }) => done(`E-${numbers.length}`)));
          },
        },
      },
    }),
  );
  const close = (key: string, at: number) =>
    news.push({
      source: 'book',
      sourceId: `${key}:closed`,
      kind: 'receipt.received',
      occurredAt: at,
      payload: {
        key,
        kind: 'closed',
        capability: 'case.create',
        noun: 'entry',
        id: key,
        reference: 'E-1',
        link: null,
        words: null,
        who: 'Kim',
        status: 'Done',
        owner: null,
      },
    });
  return { connector, entries, close };
}

const elsewhere = { receiveraddress: '01:555000111', receivername: 'Quay Foods' };

async function threeFailures() {
  const book = logBook();
  const h = await gridline({ more: [{ connector: book.connector }] });
  for (const number of ['INV-1', 'INV-2']) h.tradingGrid.fails(invoice(number));
  h.tradingGrid.fails({ ...invoice('INV-3'), ...elsewhere });
  await h.poll('trading-grid.transactions');
  const ids = (await h.queue()).map(({ id }) => id);
  return { h, book, ids };
}

test('One entry stands for the issues of one partner, and never for those of two.', async () => {
  const { h, book, ids } = await threeFailures();
  const preview = await h.client.actions.preview({ issueIds: ids, action: 'book.enter' });
  const asked = await h.act('book.enter', ...ids);
  await h.undoWindowPasses();
  await h.passes(second);
  const again = await h.act('book.enter', ...ids);
  const after = await h.client.actions.preview({ issueIds: ids, action: 'book.enter' });
  const rows = await h.queue();
  const timelines = await Promise.all(ids.map(async (id) => (await h.detail(id)).timeline.map(({ text }) => text)));
  expect({
    preview: [preview.count, preview.draft],
    asked: asked.map(({ issueIds, issueTitle, partner }) => [issueIds.length, issueTitle, partner]),
    entries: book.entries.map(({ numbers }) => numbers).toSorted(),
    again: again.map(({ id }) => id),
    after: [after.count, after.already.length],
    chips: rows.map(({ documentNumber, actions }) => [documentNumber, actions.map(({ reference }) => reference)]),
    told: timelines.map((texts) => texts.slice(1)),
    sound: (await h.verify()).ok,
  }).toEqual({
    preview: [2, ['INV-1', 'INV-2']],
    asked: [
      [2, expect.stringMatching(/^Invoice INV-[12] .* and 1 other$/), 'Harbour Stores'],
      [1, expect.stringMatching(/^Invoice INV-3 /), 'Quay Foods'],
    ],
    entries: [['INV-1', 'INV-2'], ['INV-3']],
    again: asked.map(({ id }) => id),
    after: [0, 3],
    chips: [
      ['INV-1', ['E-2']],
      ['INV-2', ['E-2']],
      ['INV-3', ['E-1']],
    ],
    told: [
      ['Handled together with another issue', 'pat entered this in Log book', 'Entry E-2 created'],
      ['Handled together with another issue', 'pat entered this in Log book', 'Entry E-2 created'],
      ['pat entered this in Log book', 'Entry E-1 created'],
    ],
    sound: true,
  });
});

test('What ends outside ends every issue it stands for, in the life it was made for; the key stays when evidence joins.', async () => {
  const { h, book, ids } = await threeFailures();
  const asked = await h.act('book.enter', ...ids);
  await h.undoWindowPasses();
  await h.passes(second);
  // Another entry of the same process tells more of the first invoice.
  h.tradingGrid.fails({ ...invoice('INV-1'), transactionid: 'TG-INV-1-b' }, 'AS2 delivery failed: certificate expired');
  await h.poll('trading-grid.transactions');
  const same = await h.act('book.enter', ...ids);
  book.close(book.entries.find(({ numbers }) => numbers.length === 2)?.key ?? '', h.clock.now());
  await h.poll('book.entries');
  const closed = (await h.queue()).map(({ documentNumber, status, resolvedBy }) => [
    documentNumber,
    status,
    resolvedBy,
  ]);
  await h.restart();
  h.tradingGrid.delivers(invoice('INV-2'));
  await h.passes(5 * minute);
  h.tradingGrid.fails(invoice('INV-2'), 'AS2 delivery failed again');
  await h.passes(5 * minute);
  const back = await h.issue('INV-2');
  const anew = await h.act('book.enter', back.id);
  expect({
    same: same.map(({ id }) => id),
    closed,
    back: back.status,
    anew: anew.map(({ id }) => asked.some((one) => one.id === id)),
    sound: (await h.verify()).problems,
  }).toEqual({
    same: asked.map(({ id }) => id),
    closed: [
      ['INV-1', 'resolved', 'outside'],
      ['INV-2', 'resolved', 'outside'],
      ['INV-3', 'open', null],
    ],
    back: 'open',
    anew: [false],
    sound: [],
  });
});

test('What was previewed is what is sent: an issue that was told of already is not told of again with others.', async () => {
  const { h, book, ids } = await threeFailures();
  await h.act('book.enter', ids[0] ?? '');
  await h.undoWindowPasses();
  const preview = await h.client.actions.preview({ issueIds: ids, action: 'book.enter' });
  const sent = await h.client.actions.request({ issueIds: ids, action: 'book.enter', immediately: true });
  await h.passes(second);
  expect([preview.count, preview.already, preview.draft]).toEqual([2, [ids[0]], ['INV-2']]);
  expect(sent.already).toEqual([ids[0]]);
  expect(book.entries.map(({ numbers }) => numbers).toSorted()).toEqual([['INV-1'], ['INV-2'], ['INV-3']]);
});
