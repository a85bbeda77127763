import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LensWords, reportsOf } from '#core/connectors/trading-grid/transactions/reports.ts';

const silent: LensWords = {
  status: null,
  statusAt: 0,
  acknowledgementStatus: null,
  acknowledgementAt: null,
  deliveryStatus: null,
  errorCode: null,
  message: null,
};
const said = (change: Partial<LensWords>) => reportsOf({ ...silent, ...change });
const delivery = (status: string) => said({ status }).reports.delivery;
const answer = (acknowledgementStatus: string) => said({ acknowledgementStatus });

describe('a status of Lens', () => {
  test('means one thing in every spelling', () => {
    for (const word of ['F', 'Failed', 'Delivery failed', 'DeliveryFailed'])
      expect(delivery(word)).toEqual({
        verdict: 'problem',
        kind: 'delivery-failed',
        meaning: 'delivery failed',
        status: word,
      });
    for (const word of ['ReadyForPickup', 'Ready for pickup', 'r'])
      expect(delivery(word)).toEqual({ verdict: 'waiting', meaning: 'ready for pickup', status: word });
    expect(Array.from('BCSNDUPHRVF', (letter) => delivery(letter).meaning)).toEqual([
      'batched',
      'completed',
      'delivered',
      'delivery disabled',
      'delivery in progress',
      'duplicate',
      'processing',
      'on hold',
      'ready for pickup',
      'validation error',
      'delivery failed',
    ]);
  });

  test('says what became of the document: it went well, went wrong, or goes on', () => {
    expect(Array.from('CSBDPRNUHVF', (letter) => delivery(letter).verdict)).toEqual([
      ...Array.from('CS', () => 'clear'),
      ...Array.from('BDPRN', () => 'waiting'),
      ...Array.from('UHVF', () => 'problem'),
    ]);
    expect(delivery('N').reason).toBe('cancelled');
    expect(said({ status: 'S' }).reached).toBe(true);
    expect(said({ status: 'C' }).reached).toBe(false);
  });

  test('that nobody has met is a problem with that word, never an end', () => {
    expect(delivery('Quarantined')).toEqual({ verdict: 'problem', kind: 'exception', status: 'Quarantined' });
    expect(answer('X')).toMatchObject({
      reached: false,
      reports: { acknowledgement: { verdict: 'problem', kind: 'exception', status: 'X' } },
    });
    // Lens has a word for it: it is not known yet.
    expect(delivery('Unknown')).toEqual({ verdict: 'waiting', status: 'Unknown' });
    const known = /^(?:c|completed|s|delivered)$/;
    const words = fc
      .string({ minLength: 1 })
      .filter((word) => !known.test(word.toLowerCase().replaceAll(/[^a-z]/g, '')));
    fc.assert(
      fc.property(words, (status) => {
        expect(said({ status }).reached).toBe(false);
        expect(delivery(status).verdict).not.toBe('clear');
      }),
    );
  });
});

describe('an acknowledgement status of Lens', () => {
  test('is read as Lens means its letters, not as X12 does', () => {
    expect(Array.from('ACEMNPRSTW', (letter) => answer(letter).reports.acknowledgement?.meaning)).toEqual([
      'accepted',
      'received',
      'accepted with errors',
      'manually accepted',
      'not expected',
      'partially accepted',
      'rejected',
      'suppressed',
      'timed out',
      'waiting',
    ]);
    expect(answer('Accepted/Received').reports.acknowledgement).toMatchObject({
      verdict: 'clear',
      meaning: 'accepted',
    });
    expect(answer(' ').reports.acknowledgement).toBeUndefined();
  });

  test('says whether the receiver has the document, and whether an acknowledgement is awaited', () => {
    expect(Array.from('ACEPR', (letter) => answer(letter))).toEqual(
      Array(5).fill(expect.objectContaining({ reached: true, acknowledgement: 'given' })),
    );
    expect(answer('M')).toMatchObject({ reached: false, acknowledgement: 'given' });
    expect(Array.from('NS', (letter) => answer(letter).acknowledgement)).toEqual(['not expected', 'not expected']);
    expect(answer('W').acknowledgement).toBe('awaited');
    expect(answer('T').acknowledgement).toBeUndefined();
  });
});

describe('a code or a message', () => {
  const why = { errorCode: '4711', message: 'Segment N1 missing' };

  test('is about the delivery, and a problem of its own where the status is none', () => {
    expect(said({ status: 'S', ...why }).reports.delivery).toMatchObject({
      kind: 'exception',
      code: '4711',
      words: 'Segment N1 missing',
    });
    expect(said({ status: 'S', message: 'Refused' }).reports.delivery.verdict).toBe('problem');
  });

  test('is the reason of a refusal where the delivery went well', () => {
    expect(said({ status: 'S', acknowledgementStatus: 'R', ...why }).reports).toEqual({
      delivery: { verdict: 'clear', meaning: 'delivered', status: 'S' },
      acknowledgement: {
        verdict: 'problem',
        kind: 'rejected',
        meaning: 'rejected',
        status: 'R',
        code: '4711',
        words: 'Segment N1 missing',
      },
    });
    expect(said({ status: 'F', acknowledgementStatus: 'R', ...why }).reports.delivery.words).toBe('Segment N1 missing');
  });

  test('that only points at another entry, or is 0, ends nothing and begins nothing', () => {
    expect(said({ status: 'C', errorCode: '-2' }).reports.delivery.verdict).toBe('clear');
    expect(said({ status: 'P', errorCode: '-2' }).reports.delivery.verdict).toBe('problem');
    expect(said({ status: 'P', errorCode: '0' }).reports.delivery.verdict).toBe('waiting');
  });
});

test('A delivery status tells what the status does not: that a part arrived, or that it failed after all.', () => {
  expect(said({ status: 'S', deliveryStatus: 'PartiallyDelivered' }).reports.delivery).toMatchObject({
    kind: 'exception',
    reason: 'partly-delivered',
  });
  expect(said({ status: 'C', deliveryStatus: 'DeliveryFailed' }).reports.delivery).toMatchObject({
    kind: 'delivery-failed',
    reason: 'not-delivered',
  });
  for (const deliveryStatus of [
    'Failed',
    'F',
    'Delivery failed',
    'FailedDelivery',
    'DeliveryRejected',
    'Undeliverable',
  ])
    expect([deliveryStatus, said({ status: 'C', deliveryStatus }).reports.delivery]).toEqual([
      deliveryStatus,
      {
        verdict: 'problem',
        kind: 'delivery-failed',
        meaning: 'completed, but not delivered',
        reason: 'not-delivered',
        status: 'C',
      },
    ]);
  expect(said({ status: 'S', deliveryStatus: 'OnHold' }).reports.delivery).toMatchObject({
    kind: 'on-hold',
    meaning: 'delivered, but on hold',
  });
  expect(said({ status: 'C', errorCode: 'E100' }).reports.delivery.meaning).toBe('completed, but with an error');
});

test('A delivery status that says of no failure leaves the status as it is: which words there are is not published.', () => {
  for (const deliveryStatus of ['Delivered', 'ReadyForPickup', 'Unknown', 'NotApplicable', ' '])
    expect(said({ status: 'S', deliveryStatus }).reports.delivery).toEqual({
      verdict: 'clear',
      meaning: 'delivered',
      status: 'S',
    });
});
