import { z } from 'zod';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { runChecks } from '#core/connectors/sdk/checks.ts';
import { callHttp } from '#core/connectors/sdk/status.ts';

const draftSchema = z.object({ words: z.string() });

/** Tells a web address of your own about an issue. */
export const webhook = defineConnector(
  {
    id: 'webhook',
    name: 'Webhook',
    summary: 'Tells a web address of your own about an issue.',
    settings: [
      { key: 'address', label: 'Address', help: 'Takes messages as JSON.', type: 'url', default: null, realm: true },
    ],
    secrets: [
      { key: 'token', label: 'Token', help: 'Sent along as a bearer token, where one is asked for.', required: false },
    ],
    actions: [
      {
        id: 'tell',
        name: 'Tell the webhook',
        capability: 'message.chat',
        verb: 'Tell',
        did: 'told {where} about {issue}',
        noun: 'message',
        countsAs: 'told a colleague',
        deliveryClass: 'at-most-once',
        fields: [{ key: 'words', label: 'Words', bulk: true }],
      },
    ],
  },
  ({ http, settings, secrets }) => {
    const call = async (method: 'HEAD' | 'POST', signal: AbortSignal, body?: string): Promise<void> => {
      const token = await secrets.get('token');
      const headers = {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      const effect = method === 'POST';
      await callHttp(http, { method, url: settings.address, headers, body, effect, what: 'messages', signal });
    };

    return {
      test: (signal) =>
        runChecks([{ name: 'Address', run: () => call('HEAD', signal).then(() => 'The webhook answers.') }]),
      actions: {
        tell: {
          draft: ({ issue, report }, { fields = {} }) => ({ words: fields['words'] ?? `${issue.title}\n\n${report}` }),
          async send({ draft, idempotencyKey: key }, signal) {
            const { words } = draftSchema.parse(draft);
            await call('POST', signal, JSON.stringify({ words, key }));
            return { result: 'done', state: 'handed over' };
          },
        },
      },
    };
  },
);
