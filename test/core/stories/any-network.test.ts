import { expect, onTestFinished, test } from 'vitest';
import { minute } from '#shared/lib/time.ts';
import type { NewEvent } from '#shared/model/event/event.ts';
import type { ExchangeReported } from '#shared/model/feed/exchange.ts';
import { openDesk } from './desk.ts';
import { monday } from './samples.ts';

/** What a network nobody has heard of says of an invoice: its words mean nothing to the core. */
function reported(reports: ExchangeReported['reports'], over: Partial<ExchangeReported> = {}): NewEvent {
  const payload: ExchangeReported = {
    realm: 'other-network',
    exchangeId: 'X-1',
    processId: 'P-1',
    level: 'document',
    documentType: '810',
    documentNumber: '4711',
    senderAddress: 'ZZ:ACME',
    receiverAddress: 'ZZ:NORTHWIND',
    senderName: 'Acme',
    receiverName: 'Northwind',
    interchange: null,
    references: [],
    arrivedAt: monday,
    reached: false,
    reports,
    link: null,
    extra: {},
    ...over,
  };
  const at = Math.max(reports.delivery.at ?? 0, reports.acknowledgement?.at ?? 0);
  return { source: 'other-network', sourceId: `X-1@${at}`, kind: 'exchange.reported', occurredAt: at, payload };
}

function desktop() {
  const desk = openDesk();
  onTestFinished(() => desk.close());
  return desk;
}

test('A word that its connector does not know is an issue with that word, and stays one until the end is told.', () => {
  const desk = desktop();
  desk.take(
    reported({
      delivery: { verdict: 'problem', kind: 'exception', status: 'Zurückgestellt', at: monday },
    }),
  );
  expect(desk.only()).toMatchObject({ kind: 'exception', title: 'Invoice 4711 has status "Zurückgestellt"' });
  const { id } = desk.only();
  expect(desk.show(id)?.detail.timeline.at(-1)?.text).toContain('status "Zurückgestellt"');

  desk.take(reported({ delivery: { verdict: 'waiting', meaning: 'on its way', at: monday + 1 } }));
  expect(desk.only()).toMatchObject({ status: 'open' });
  desk.take(reported({ delivery: { verdict: 'clear', meaning: 'taken', at: monday + minute } }));
  expect(desk.only()).toMatchObject({ status: 'resolved', resolvedBy: 'source' });
});

test('A problem of which a network tells nothing but that there is one is shown as just that.', () => {
  const desk = desktop();
  desk.take(reported({ delivery: { verdict: 'problem', kind: 'exception', at: monday } }));
  expect(desk.only()).toMatchObject({
    title: 'Invoice 4711 has a problem',
    explanation: 'Trading Grid reports a problem without saying which.',
  });
  desk.take(reported({ delivery: { verdict: 'problem', kind: 'rejected', at: monday + 1 } }));
  expect(desk.only().explanation).toBe('Trading Grid reports a problem: the partner refused the document.');
});

test('What a network says of place and weight is shown and obeyed.', () => {
  const desk = desktop();
  desk.take(
    reported({
      delivery: {
        verdict: 'problem',
        kind: 'validation-failed',
        words: 'The tax number is missing',
        place: 'Line 3 of the invoice',
        severity: 'critical',
        at: monday,
      },
    }),
  );
  expect(desk.only()).toMatchObject({ severity: 'critical' });
  expect(desk.show(desk.only().id)?.detail.explanation.where).toBe('Line 3 of the invoice');
});

test('A missing acknowledgement is the move of the partner where the document is known to have reached it, and of nobody else.', () => {
  for (const reached of [true, false]) {
    const desk = desktop();
    desk.take(
      reported(
        {
          delivery: { verdict: 'clear', meaning: reached ? 'delivered' : 'completed', at: monday },
          acknowledgement: { verdict: 'problem', kind: 'overdue-acknowledgement', status: 'Late', at: monday },
        },
        { reached },
      ),
    );
    expect(desk.only()).toMatchObject({ kind: 'overdue-acknowledgement' });
    expect(desk.show(desk.only().id)?.detail.explanation.fault).toBe(reached ? 'partner' : 'unknown');
  }
});
