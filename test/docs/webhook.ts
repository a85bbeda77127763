import { z } from 'zod';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { runChecks } from '#core/connectors/sdk/checks.ts';
import { sendHttp } from '#core/connectors/sdk/http.ts';
import { statusError } from '#core/connectors/sdk/status.ts';

const draftSchema = z.object({ words: z.string() });

/** Tells a web address of your own about an issue. */
export const webhook = defineConnector(
  {
    id: 'webhook',
    name: 'Webhook',
    summary: 'Tells a web address of your own about an issue.',
    settings: [
      { key: 'address', label: 'Address', help: 'Where messages are posted to, as JSON.', type: 'url', default: null },
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
  (context) => {
    const client = { fetch: context.fetch, clock: context.clock, system: 'webhook', name: 'The webhook' };

    const call = async (method: 'HEAD' | 'POST', signal: AbortSignal, body?: string): Promise<void> => {
      const token = await context.secrets.get('token');
      const headers = {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      const effect = method === 'POST';
      const { address: url } = context.settings;
      const answer = await sendHttp(client, {
        method,
        url,
        headers,
        effect,
        signal,
        ...(body === undefined ? {} : { body }),
      });
      if (answer.status >= 300) throw statusError(client, answer, { effect, said: '', what: 'messages' });
    };

    return {
      test: (signal) =>
        runChecks([{ name: 'Address', run: () => call('HEAD', signal).then(() => 'The webhook answers.') }]),
      actions: {
        tell: {
          draft: ({ issue, report }, { fields = {} }) => ({ words: fields['words'] ?? `${issue.title}\n\n${report}` }),
          // One at a time: what the manifest does not say otherwise.
          async perform([item], signal) {
            const { words } = draftSchema.parse(item?.draft);
            await call('POST', signal, JSON.stringify({ words, key: item?.idempotencyKey }));
            return [{ result: 'done', state: 'handed over', reference: null, url: null, remoteId: null }];
          },
        },
      },
    };
  },
);
