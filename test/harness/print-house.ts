import type { Json } from '#shared/lib/json.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import type { ReceiptKind } from '#shared/model/feed/receipt.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import type { ActionNeeds } from '#core/connectors/manifest.ts';

/** A print house that nobody has heard of: it takes letters, and says later what became of them. */
export function printHouse(needs: ActionNeeds = {}) {
  const told: NewEvent[] = [];
  const letters = new Map<string, string>();
  const written: Json[] = [];
  const connector = defineConnector(
    {
      id: 'print-house',
      name: 'Print house',
      summary: 'Sends letters on paper.',
      feeds: [{ id: 'tracking', name: 'Tracking' }],
      actions: [
        {
          id: 'letter',
          name: 'Send a letter',
          capability: 'letter.send',
          verb: 'Send a letter',
          did: 'sent a letter about {issue} through {where}',
          noun: 'letter',
          countsAs: 'told the partner',
          receipts: ['handed over', 'delivered', 'read', 'bounced', 'opted out'],
          deliveryClass: 'idempotent',
          receiptFeed: 'tracking',
          needs,
        },
      ],
    },
    () => ({
      test: () => Promise.resolve({ ok: true, checks: [] }),
      feeds: {
        async *tracking() {
          yield { events: told, cursor: null };
        },
      },
      actions: {
        letter: {
          draft: ({ issue }, _, recipient) => ({
            about: issue.title,
            ...(recipient === undefined
              ? {}
              : { to: `${recipient.name} <${recipient.address}>`, in: recipient.language }),
          }),
          perform: (items) =>
            Promise.resolve(
              items.map(({ idempotencyKey: key, draft }) => {
                written.push(draft);
                const number = letters.get(key) ?? `L-${letters.size + 1}`;
                letters.set(key, number);
                return { result: 'done', state: 'accepted', reference: number, url: null, remoteId: number };
              }),
            ),
        },
      },
    }),
  );
  return {
    connector,
    letters,
    /** What was sent, in order. */
    written,
    says(key: string, kind: ReceiptKind, at: number, more: Partial<ReceiptReceived> = {}) {
      const number = letters.get(key) ?? '';
      const payload: ReceiptReceived = {
        key,
        kind,
        capability: 'letter.send',
        noun: 'letter',
        id: number,
        reference: number,
        link: null,
        words: null,
        who: null,
        status: null,
        owner: null,
        ...more,
      };
      const sourceId = `${number} ${kind}`;
      told.push({ source: 'print-house', sourceId, kind: 'receipt.received', occurredAt: at, payload });
    },
  };
}
