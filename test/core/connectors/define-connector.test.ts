import { expect, test } from 'vitest';
import { minute, second } from '#shared/lib/time.ts';
import { actionsOf, feedsOf } from '#core/connections/source.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { createContext } from './connection-context.ts';
import { never, anIssue } from './salesforce/world.ts';

const courier = defineConnector(
  {
    id: 'courier',
    name: 'Courier',
    summary: 'Pages people.',
    feeds: [{ id: 'answers', name: 'Answers', everyMs: 5 * second }],
    actions: [
      {
        id: 'page',
        name: 'Page',
        capability: 'message.sms',
        verb: 'Page',
        did: 'paged about {issue} through {where}',
        noun: 'page',
        countsAs: 'told a colleague',
        deliveryClass: 'at-most-once',
        fields: [{ key: 'words', label: 'Words', bulk: true }],
      },
    ],
  },
  () => ({
    test: () => Promise.resolve({ ok: true, checks: [] }),
    feeds: {
      async *answers() {
        yield { events: [], cursor: null };
      },
    },
    actions: {
      page: {
        draft: ({ issue }, { fields }) => ({ words: fields?.['words'] ?? issue.title, urgent: true }),
        perform: () => Promise.resolve([]),
      },
    },
  }),
);

test('What an author leaves out of the manifest is none, false, or the usual pace.', () => {
  expect(courier.manifest).toEqual({
    id: 'courier',
    name: 'Courier',
    summary: 'Pages people.',
    settings: [],
    secrets: [],
    signIn: false,
    libraries: [],
    feeds: [{ id: 'answers', name: 'Answers', everyMs: 5 * second, staleAfterMs: 50 * second }],
    actions: [
      {
        id: 'page',
        name: 'Page',
        capability: 'message.sms',
        verb: 'Page',
        did: 'paged about {issue} through {where}',
        noun: 'page',
        countsAs: 'told a colleague',
        deliveryClass: 'at-most-once',
        batchSize: 1,
        concurrency: 1,
        callsPerMinute: 60,
        deadlineMs: minute / 2,
        icon: 'send',
        receipts: [],
        receiptFeed: null,
        fields: [{ key: 'words', label: 'Words', bulk: true }],
      },
    ],
  });
});

test('A connection that can do less than its connector has no entry for the rest.', () => {
  const feeds = [{ id: 'answers', name: 'Answers' }] as const;
  const means = { capability: 'message.sms', verb: 'Page', noun: 'page', countsAs: 'told a colleague' } as const;
  const did = 'paged about {issue} through {where}';
  const actions = [{ id: 'page', name: 'Page', ...means, did, deliveryClass: 'idempotent' }] as const;
  const less = defineConnector({ id: 'less', name: 'Less', summary: 'Does nothing.', feeds, actions }, () => ({
    test: () => Promise.resolve({ ok: true, checks: [] }),
    feeds: { answers: undefined },
    actions: { page: undefined },
  }));
  const opened = less.open(createContext(less).context);
  expect([opened.feeds, opened.actions]).toEqual([{}, {}]);
  expect([feedsOf, actionsOf].map((of) => of({ id: 'less', manifest: less.manifest, connection: opened }))).toEqual([
    [],
    [],
  ]);
});

test('An action without a preview of its own shows its draft, by the fields that a person may change.', async () => {
  const { page } = courier.open(createContext(courier).context).actions;
  const draft = page?.draft(anIssue(), { fields: { words: 'Wake up.\nIt burns.' } }) ?? null;
  expect(await page?.preview(draft, never)).toEqual({
    fields: [
      {
        key: 'words',
        label: 'Words',
        value: 'Wake up.\nIt burns.',
        editable: true,
        bulk: true,
        multiline: true,
        options: null,
        note: null,
      },
    ],
    warnings: [],
  });
});
