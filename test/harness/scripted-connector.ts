import type { ActionMeaning } from '#shared/model/action/action-meaning.ts';
import type { ActionHandler } from '#core/connectors/action.ts';
import type { Connection } from '#core/connectors/connection.ts';
import type { Connector } from '#core/connectors/connector.ts';
import type { ActionManifest } from '#core/connectors/manifest.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';

export type ScriptedConnector = Connector & {
  readonly action: ActionManifest;
  /** The one connection that every `open` gives. */
  readonly connection: Connection;
};

/** What an action that makes cases means. */
export const escalation: ActionMeaning = {
  capability: 'case.create',
  countsAs: 'changed a record',
  did: 'escalated {issue} to {where}',
  noun: 'case',
};

/** A connector `crm` with one action, `escalate`: a test says what it does and how it may be sent. */
export function scriptedConnector(
  handler: Partial<ActionHandler>,
  changes: Partial<ActionManifest> = {},
): ScriptedConnector {
  const action: ActionManifest = {
    id: 'escalate',
    name: 'Escalate',
    ...escalation,
    verb: 'Escalate',
    icon: 'send',
    receipts: ['accepted', 'closed', 'deleted'],
    deliveryClass: 'idempotent',
    batchSize: 200,
    concurrency: 1,
    callsPerMinute: 1_000,
    deadlineMs: 30_000,
    receiptFeed: null,
    fields: [],
    ...changes,
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
  const empty = defineConnector({ id: 'crm', name: 'CRM', summary: 'Does what a test says.' }, () => ({
    test: (signal) => connection.test(signal),
  }));
  const manifest = { ...empty.manifest, actions: [action] };
  return { manifest, action, connection, open: () => connection };
}

/** What `perform` gives for an item that went through. */
export function done(reference: string | null = null) {
  return { result: 'done', state: 'accepted', reference, url: null, remoteId: null } as const;
}
