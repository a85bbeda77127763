import { z } from 'zod';
import type { ActionItem, ActionOutcome } from '#core/connectors/action.ts';
import { defineConnector } from '#core/connectors/define-connector.ts';
import { createAnswersFeed } from './answers-feed.ts';
import { createCallsFeed } from './calls-feed.ts';
import { type GatewayState, openGateway } from './gateway.ts';
import { manifest } from './manifest.ts';
import { createRosterFeed } from './roster-feed.ts';

const draftSchema = z.object({ words: z.string(), urgency: z.string().optional() });
type Draft = z.infer<typeof draftSchema>;

/** A paging gateway that is talked to by files: the smallest connector that uses all there is. */
export const pager = defineConnector(manifest, (context) => {
  const gateway = openGateway(context.settings.folder);
  const calls = createCallsFeed(gateway);
  return {
    async test() {
      const name = 'Gateway';
      try {
        await gateway.ready();
        return { ok: true, checks: [{ name, ok: true, message: 'The paging gateway is there.', next: null }] };
      } catch {
        const next = 'Check that the gateway runs and that the folder is the one it uses.';
        return { ok: false, checks: [{ name, ok: false, message: 'The paging gateway is not there.', next }] };
      }
    },
    feeds: { answers: createAnswersFeed(gateway), calls: calls.lookUp, roster: createRosterFeed(gateway) },
    streams: { calls: calls.stream },
    actions: {
      page: {
        draft: ({ issue }, { fields = {}, note }): Draft => ({
          words: [fields['words'] ?? issue.title, ...(note === undefined ? [] : [note])].join('\n'),
          urgency: fields['urgency'] ?? issue.severity,
        }),
        async perform(items) {
          const { takes } = await gateway.ready();
          return Promise.all(items.map((item) => page(item, takes)));
        },
      },
      log: {
        draft: ({ report }, { fields = {} }): Draft => ({ words: fields['words'] ?? report }),
        async perform(items) {
          const { most } = await gateway.ready();
          if (items.length > most) return items.map(() => tooMuch);
          return Promise.all(items.map(log));
        },
        async reconcile(items) {
          await gateway.ready();
          const found = await Promise.all(items.map(({ idempotencyKey }) => gateway.isLogged(idempotencyKey)));
          return found.map((isThere, at) => (isThere ? done(items[at]?.idempotencyKey ?? '', null) : null));
        },
      },
    },
  };

  async function page(
    { idempotencyKey: key, draft }: ActionItem,
    takes: GatewayState['takes'],
  ): Promise<ActionOutcome> {
    const { words, urgency } = draftSchema.parse(draft);
    const takesUrgency = takes.includes('urgency');
    await gateway.put('pages', key, { words, ...(takesUrgency ? { urgency } : {}) });
    return done(key, takesUrgency ? null : 'The gateway takes no urgency, so the page went without it.');
  }

  async function log({ idempotencyKey: key, draft }: ActionItem): Promise<ActionOutcome> {
    await gateway.put('log', key, draftSchema.parse(draft));
    return done(key, null);
  }
});

const tooMuch: ActionOutcome = {
  result: 'too much',
  error: {
    code: 'pager.too-many',
    message: 'The gateway does not take so many entries at once.',
    family: 'transient',
    next: null,
  },
  passes: false,
};

function done(key: string, remark: string | null): ActionOutcome {
  return { result: 'done', state: 'handed over', reference: key, url: null, remoteId: key, remark };
}
