import { z } from 'zod';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ExchangeReport } from '#shared/model/feed/exchange.ts';
import type { BusinessEventReceived } from '#shared/model/event/kinds/business.ts';
import type { CommandReceived } from '#shared/model/event/kinds/command.ts';
import { minute } from '#shared/lib/time.ts';
import type { Feed, FeedPage, Stream } from '#core/connectors/feed.ts';
import type { Call, Gateway } from './gateway.ts';
import { manifest } from './manifest.ts';

/** Longer ago than this, nobody means a button any more. */
const meantFor = 10 * minute;

/** In the core's words: there is nothing of the gateway's in it but what was said. */
function reported({ id, arrived, words, at }: Extract<Call, { what: 'document' }>): ExchangeReport {
  return {
    exchangeId: id,
    processId: null,
    level: 'document',
    documentType: null,
    documentNumber: id,
    senderAddress: null,
    receiverAddress: null,
    senderName: null,
    receiverName: null,
    interchange: null,
    references: [],
    arrivedAt: at,
    reached: arrived,
    reports: {
      delivery: arrived ? { verdict: 'clear', words, at } : { verdict: 'problem', kind: 'delivery-failed', words, at },
    },
    link: null,
    extra: {},
  };
}

/** What people do on the pager: commands; and on the phone: questions, which are no trouble but facts. */
export function createCallsFeed(gateway: Gateway): { readonly lookUp: Feed; readonly stream: Stream } {
  const page = async (name: string): Promise<FeedPage> => {
    const call = await gateway.call(name);
    const about = { source: manifest.id, sourceId: `calls/${name}`, occurredAt: call.at };
    if (call.what === 'button') {
      const { what: _what, at, ...asked } = call;
      const payload: CommandReceived = { ...asked, proof: 'chat click', until: at + meantFor };
      return {
        events: [{ ...about, kind: 'command.received', payload } satisfies NewEvent],
        cursor: name,
        // Said again, it is the same file.
        async done(_, [became]) {
          if (became !== undefined) await gateway.put('told', name.replace(/\.json$/, ''), became);
        },
      };
    }
    if (call.what === 'document') {
      return {
        events: [{ ...about, kind: 'exchange.reported', payload: reported(call) } satisfies NewEvent],
        cursor: name,
      };
    }
    const payload: BusinessEventReceived = {
      what: 'question asked',
      name: call.words,
      partner: null,
      facts: [{ label: 'Caller', value: call.who }],
      reference: null,
      link: null,
    };
    return { events: [{ ...about, kind: 'business.event', payload } satisfies NewEvent], cursor: name };
  };
  return {
    async *lookUp({ cursor }) {
      const last = z.string().catch('').parse(cursor);
      for (const name of await gateway.namesAfter('calls', last)) yield page(name);
    },
    async stream({ signal, connected, push }) {
      await gateway.ready();
      const names = gateway.newCalls(signal);
      // Listening begins with the first look for what is next.
      const first = names.next();
      connected();
      for (let next = await first; next.done !== true; next = await names.next()) {
        // The cursor stays: something older may not have been looked up yet, and what comes twice is dropped.
        await push({ ...(await page(next.value)), cursor: null });
      }
    },
  };
}
