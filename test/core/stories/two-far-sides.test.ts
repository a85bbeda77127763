import { expect, onTestFinished, test } from 'vitest';
import { hour } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import { openDesk } from './desk.ts';
import { monday, transaction } from './samples.ts';

function desktop() {
  const desk = openDesk();
  onTestFinished(() => desk.close());
  return desk;
}

/** What the connection of another network says of its own document of the same id. */
function onTheOther(event: NewEvent): NewEvent {
  const payload = { ...(event.payload as Record<string, never>), realm: 'trading-grid beta.example' };
  return { ...event, source: 'trading-grid-2', payload };
}

test.each(['C1', null])(
  'Two networks that count from 1 tell of two documents: what arrived on one is no end of what failed on the other (process %s).',
  (correlationId) => {
    const desk = desktop();
    const first = { transactionId: '1000', correlationId };
    desk.take(transaction({ ...first, status: 'Failed' }));
    const { id } = desk.only();
    const other = { ...first, documentNumber: '999', senderAddress: 'ZZ:OTHER', receiverAddress: 'ZZ:ELSE' };
    desk.take(onTheOther(transaction({ ...other, status: 'Delivered', statusAt: monday + hour })));
    expect(desk.only()).toMatchObject({ id, status: 'open' });

    desk.take(onTheOther(transaction({ ...other, status: 'Failed', statusAt: monday + 2 * hour })));
    expect(desk.queue('is:unresolved').total).toBe(2);
    desk.take(transaction({ ...first, status: 'Delivered', statusAt: monday + 3 * hour }));
    expect(desk.queue('is:unresolved').issues.map(({ documentNumber }) => documentNumber)).toEqual(['999']);
  },
);
