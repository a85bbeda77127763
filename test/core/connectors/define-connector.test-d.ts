import type { ActionHandler } from '#core/connectors/action.ts';
import type { Connection } from '#core/connectors/connection.ts';
import type { Feed, Stream } from '#core/connectors/feed.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';

/** What must not compile, as `tsc` sees it: an error that is missing here is an error. Nothing in this file is ever run. */

declare const feed: Feed;
declare const handler: Omit<ActionHandler, 'reconcile' | 'deliveryClass'>;
declare const stream: Stream;
declare const reconcile: NonNullable<ActionHandler['reconcile']>;
declare const signIn: NonNullable<Connection['signIn']>;
declare const test: Connection['test'];

const about = { id: 'courier', name: 'Courier', summary: 'Pages people.' } as const;
const feeds = [{ id: 'answers', name: 'Answers' }] as const;
const page = {
  id: 'page',
  name: 'Page',
  capability: 'message.sms',
  verb: 'Page',
  did: 'paged about {issue} through {where}',
  noun: 'page',
  countsAs: 'told a colleague',
} as const;
const once = [{ ...page, deliveryClass: 'at-most-once' }] as const;
const looksUp = [{ ...page, deliveryClass: 'reconcilable' }] as const;

const pushed = [{ id: 'answers', name: 'Answers', pushed: true }] as const;

// What is promised is there: these compile.
defineConnector(about, () => ({ test }));
defineConnector({ ...about, feeds }, () => ({ test, feeds: { answers: feed } }));
defineConnector({ ...about, actions: once }, () => ({ test, actions: { page: handler } }));
defineConnector({ ...about, actions: looksUp }, () => ({ test, actions: { page: { ...handler, reconcile } } }));
defineConnector({ ...about, signIn: true }, () => ({ test, signIn }));
defineConnector({ ...about, feeds: pushed }, () => ({ test, feeds: { answers: feed }, streams: { answers: stream } }));
// One that goes one at a time may send one.
const { perform: _perform, ...rest } = handler;
const send = () => Promise.resolve({ result: 'done', state: 'handed over' } as const);
defineConnector({ ...about, actions: once }, () => ({ test, actions: { page: { ...rest, send } } }));
// @ts-expect-error A page to a colleague changes no record.
defineConnector({ ...about, actions: [{ ...once[0], countsAs: 'changed a record' }] }, () => ({
  test,
  actions: { page: handler },
}));
// @ts-expect-error A case tells no partner.
defineConnector({ ...about, actions: [{ ...once[0], capability: 'case.create' }] }, () => ({
  test,
  actions: { page: handler },
}));
// The settings of a connection may leave out what it can't do, and change how safely it repeats.
defineConnector({ ...about, feeds, actions: once }, () => ({
  test,
  feeds: { answers: undefined },
  actions: { page: { ...handler, deliveryClass: 'reconcilable', reconcile } },
}));

const many = [{ ...once[0], batchSize: 20 }] as const;
// @ts-expect-error It sends many at once, and has only a way to send one.
defineConnector({ ...about, actions: many }, () => ({ test, actions: { page: { ...rest, send } } }));
// @ts-expect-error It has no way to send.
defineConnector({ ...about, actions: once }, () => ({ test, actions: { page: rest } }));
// @ts-expect-error It has two ways to send.
defineConnector({ ...about, actions: once }, () => ({ test, actions: { page: { ...handler, send } } }));

// @ts-expect-error A feed is pushed, and there is no stream.
defineConnector({ ...about, feeds: pushed }, () => ({ test, feeds: { answers: feed } }));
// @ts-expect-error A stream for a feed that is pulled.
defineConnector({ ...about, feeds }, () => ({ test, feeds: { answers: feed }, streams: { answers: stream } }));
const claims = { page: { ...handler, deliveryClass: 'reconcilable' } } as const;
// @ts-expect-error It says that it can be looked up, and has no way to do it.
defineConnector({ ...about, actions: once }, () => ({ test, actions: claims }));

// @ts-expect-error A feed of the manifest has no entry.
defineConnector({ ...about, feeds }, () => ({ test }));
// @ts-expect-error A feed that the manifest does not have.
defineConnector({ ...about, feeds }, () => ({ test, feeds: { answer: feed } }));
// @ts-expect-error Feeds where the manifest has none.
defineConnector(about, () => ({ test, feeds: { answers: feed } }));
// @ts-expect-error An action that the manifest does not have.
defineConnector({ ...about, actions: once }, () => ({ test, actions: { pages: handler } }));
// @ts-expect-error Looking up is promised, and missing.
defineConnector({ ...about, actions: looksUp }, () => ({ test, actions: { page: handler } }));
// @ts-expect-error Looking up is there, and not promised.
defineConnector({ ...about, actions: once }, () => ({ test, actions: { page: { ...handler, reconcile } } }));
// @ts-expect-error A sign-in is promised, and missing.
defineConnector({ ...about, signIn: true }, () => ({ test }));
// @ts-expect-error A sign-in is there, and not promised.
defineConnector(about, () => ({ test, signIn }));
// @ts-expect-error Receipts come from a feed that the manifest does not have.
defineConnector({ ...about, feeds, actions: [{ ...once[0], receiptFeed: 'answer' }] }, () => ({
  test,
  feeds: { answers: feed },
  actions: { page: handler },
}));
defineConnector(
  { ...about, settings: [{ key: 'folder', label: 'Folder', help: 'Where.', type: 'folder', default: null }] },
  (context) => {
    // @ts-expect-error A setting that the manifest does not have.
    const folder = context.settings.directory;
    return { test: () => Promise.reject(new Error(`${context.settings.folder}${String(folder)}`)) };
  },
);
