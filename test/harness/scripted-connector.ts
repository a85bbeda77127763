import type { ActionHandler, ActionManifest, Connection, Connector, Manifest } from '#core/connectors/connector.ts';

export type ScriptedConnector = Connector & {
  readonly action: ActionManifest;
  /** The one connection that every `open` gives. */
  readonly connection: Connection;
};

/** A connector `crm` with one action, `escalate`: a test says what it does and how it may be sent. */
export function scriptedConnector(
  handler: Partial<ActionHandler>,
  action: Partial<ActionManifest> = {},
): ScriptedConnector {
  const escalate: ActionManifest = {
    id: 'escalate',
    name: 'Escalate',
    deliveryClass: 'idempotent',
    batchSize: 200,
    concurrency: 1,
    callsPerMinute: 1_000,
    deadlineMs: 30_000,
    receiptFeed: null,
    fields: [],
    ...action,
  };
  const manifest: Manifest = {
    id: 'crm',
    name: 'CRM',
    summary: 'Does what a test says.',
    settings: [],
    secrets: [],
    feeds: [],
    actions: [escalate],
    signIn: false,
  };
  const connection: Connection = {
    test: () => Promise.resolve({ ok: true, checks: [] }),
    feeds: {},
    actions: {
      escalate: {
        draft: () => null,
        preview: () => Promise.resolve({ fields: [], warnings: [] }),
        perform: () => Promise.reject(new Error('This test sends nothing')),
        ...handler,
      },
    },
    close: () => Promise.resolve(),
  };
  return { manifest, action: escalate, connection, open: () => connection };
}

/** What `perform` gives for an item that went through. */
export function done(reference: string | null = null) {
  return { result: 'done', state: 'accepted', reference, url: null, remoteId: null } as const;
}
