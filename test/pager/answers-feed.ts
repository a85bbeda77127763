import { z } from 'zod';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ReceiptReceived } from '#shared/model/event/kinds/receipt.ts';
import type { Feed } from '#core/connectors/feed.ts';
import type { Gateway } from './gateway.ts';
import { manifest } from './manifest.ts';

/** What became of pages and entries, answer by answer; the cursor is the name of the last one. */
export function createAnswersFeed(gateway: Gateway): Feed {
  return async function* answers({ cursor }) {
    for (const name of await gateway.namesAfter('answers', z.string().catch('').parse(cursor))) {
      const { key, answer, who, words, at } = await gateway.answer(name);
      const payload: ReceiptReceived = {
        key,
        kind: answer,
        capability: 'message.sms',
        noun: 'page',
        id: key,
        reference: null,
        link: null,
        words,
        who,
        status: null,
        owner: null,
      };
      const event: NewEvent = {
        source: manifest.id,
        sourceId: name,
        kind: 'receipt.received',
        occurredAt: at,
        payload,
      };
      yield { events: [event], cursor: name, cursorAt: at };
    }
  };
}
